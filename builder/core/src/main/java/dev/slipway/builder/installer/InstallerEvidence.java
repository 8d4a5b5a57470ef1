package dev.slipway.builder.installer;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.evidence.EvidenceFiles;
import dev.slipway.builder.evidence.Material;
import dev.slipway.builder.evidence.Provenance;
import dev.slipway.builder.evidence.SigningKey;
import dev.slipway.builder.evidence.Subject;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The evidence of one installer: gathered on another processor while the image is written, and written when the image
/// is in its place.
final class InstallerEvidence {

    private static final String BUILD_TYPE = Provenance.buildType("installer");

    private final EvidenceFiles files;
    private final List<Material> site;
    private final Optional<SigningKey> key;
    private final GatheredEvidence gathered;

    private InstallerEvidence(
            EvidenceFiles files, List<Material> site, Optional<SigningKey> key, GatheredEvidence gathered) {
        this.files = files;
        this.site = site;
        this.key = key;
        this.gathered = gathered;
    }

    /// Begins to gather.
    ///
    /// @param content what is baked in, of which only digests are told
    static InstallerEvidence begin(
            InstallerRequest request, SiteContent content, Medium medium, Optional<SigningKey> key, BuildCache cache) {
        GatheredEvidence gathering = GatheredEvidence.begin(request, medium, cache);
        return new InstallerEvidence(new EvidenceFiles(request.output()), materials(request, content), key, gathering);
    }

    private static List<Material> materials(InstallerRequest request, SiteContent content) {
        List<Material> materials = new ArrayList<>();
        String name = "user-data:" + request.userData().getFileName();
        materials.add(Material.of(name, Sha256.of(content.userData().bytes())));
        content.metaData().ifPresent(bytes -> materials.add(Material.of("meta-data", Sha256.of(bytes))));
        content.networkConfig().ifPresent(bytes -> materials.add(Material.of("network-config", Sha256.of(bytes))));
        return materials;
    }

    /// Writes the evidence of the image that is in its place now.
    void write(long sizeBytes, Sha256 sha256) {
        try {
            MediumEvidence medium = gathered.await();
            Subject subject = new Subject(files.imageName(), sizeBytes, sha256);
            String bill = String.valueOf(files.billOfMaterials().getFileName());
            Provenance.Statement statement = medium.provenance(BUILD_TYPE, bill).statement(List.of(subject), site);
            files.write(subject, statement, Optional.of(medium.billOfMaterials()), key);
        } catch (IOException e) {
            throw failed(files.image(), e);
        }
    }

    /// Removes what speaks of an image that was replaced.
    static void remove(Path image) {
        try {
            new EvidenceFiles(image).remove();
        } catch (IOException e) {
            throw failed(image, e);
        }
    }

    private static ProblemException failed(Path image, IOException e) {
        return Problem.environment("evidence.write", "the image is written, but not its evidence")
                .at(image.toString())
                .because(String.valueOf(e.getMessage()))
                .fix("free some room or correct what is told, and build again")
                .exception(e);
    }
}
