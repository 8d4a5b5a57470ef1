package dev.slipway.builder.installer;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.evidence.EvidenceFiles;
import dev.slipway.builder.evidence.Material;
import dev.slipway.builder.evidence.Provenance;
import dev.slipway.builder.evidence.SigningKey;
import dev.slipway.builder.evidence.Subject;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The evidence of one installer: gathered on another processor while the image is written, and written when the image
/// is in its place.
final class InstallerEvidence {

    private static final String BUILD_TYPE = Provenance.buildType("installer");

    private final EvidenceFiles files;
    private final Material userData;
    private final Optional<SigningKey> key;
    private final FutureTask<MediumEvidence> gathered;

    private InstallerEvidence(
            EvidenceFiles files, Material userData, Optional<SigningKey> key, FutureTask<MediumEvidence> gathered) {
        this.files = files;
        this.userData = userData;
        this.key = key;
        this.gathered = gathered;
    }

    /// Begins to gather.
    ///
    /// @param userData the bytes that are baked in, of which only the digest is told
    static InstallerEvidence begin(
            InstallerRequest request, byte[] userData, Medium medium, Optional<SigningKey> key, BuildCache cache) {
        Material material = Material.of("user-data:" + request.userData().getFileName(), Sha256.of(userData));
        FutureTask<MediumEvidence> gathering = new FutureTask<>(() -> MediumEvidence.of(request, medium, cache));
        Thread.ofPlatform().daemon().name("gather evidence").start(gathering);
        return new InstallerEvidence(new EvidenceFiles(request.output()), material, key, gathering);
    }

    /// Writes the evidence of the image that is in its place now.
    void write(long sizeBytes, Sha256 sha256) {
        try {
            MediumEvidence medium = await();
            Subject subject = new Subject(files.imageName(), sizeBytes, sha256);
            String bill = String.valueOf(files.billOfMaterials().getFileName());
            Provenance.Statement statement =
                    medium.provenance(BUILD_TYPE, bill).statement(List.of(subject), List.of(userData));
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

    private MediumEvidence await() throws IOException {
        try {
            return gathered.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IllegalStateException("evidence could not be gathered", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while evidence was gathered");
        }
    }
}
