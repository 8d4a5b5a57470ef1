package dev.slipway.builder.site;

import dev.slipway.builder.evidence.EvidenceFiles;
import dev.slipway.builder.evidence.GivenStatement;
import dev.slipway.builder.evidence.Material;
import dev.slipway.builder.evidence.Provenance;
import dev.slipway.builder.evidence.SigningKey;
import dev.slipway.builder.evidence.Subject;
import dev.slipway.builder.evidence.sbom.BillOfMaterials;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The evidence of an image that was made of another one by exchanging its site: what the other one was and what the
/// site's files are, all by their digests. What is installed stays the same, so that a bill of materials that proves to
/// be the other image's is taken over.
///
/// @param before the image that has another site
/// @param medium the same, opened
/// @param userData the name of the new site's user-data
/// @param content the new site's files
record RewriteEvidence(Path before, SiteMedium medium, Path userData, SiteContent content) {

    private static final String BUILD_TYPE = Provenance.buildType("rewrite");

    private static final long FILE_BYTES_MAX = 64 << 20;

    /// Writes it beside the new image. Reads the one before once.
    void write(Path image, Optional<SigningKey> key) throws IOException {
        SiteDescriptor area = medium.descriptor();
        Image old = medium.image();
        long end = area.offset() + area.length();
        Image tail = old.slice(end, old.size() - end);
        Sha256 prefix = Sha256.EMPTY.then(old.slice(0, area.offset()));
        String oldDigest =
                prefix.then(old.slice(area.offset(), area.length())).then(tail).hex();
        Sha256 digest = prefix.then(medium.area(content)).then(tail);

        EvidenceFiles files = new EvidenceFiles(image);
        EvidenceFiles given = new EvidenceFiles(before);
        Optional<byte[]> provenance = read(given.provenance());
        Optional<GivenStatement> statement =
                provenance.flatMap(GivenStatement::decode).filter(known -> known.speaksOf(oldDigest));
        Optional<byte[]> bill = read(given.billOfMaterials())
                .filter(bytes -> statement
                        .filter(known -> known.names(Sha256.of(bytes).hex()))
                        .isPresent());

        List<Material> dependencies = new ArrayList<>();
        dependencies.add(Material.of("iso:" + before.getFileName(), oldDigest));
        if (statement.isPresent()) {
            String name = String.valueOf(given.provenance().getFileName());
            dependencies.add(Material.of(name, Sha256.of(provenance.orElseThrow())));
        }
        dependencies.addAll(site());
        String billName = String.valueOf(files.billOfMaterials().getFileName());
        List<Material> byproducts = bill.stream()
                .map(bytes -> Material.of(billName, Sha256.of(bytes)).typed(BillOfMaterials.MEDIA_TYPE))
                .toList();
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("image", String.valueOf(before.getFileName()));
        asked.put("userData", String.valueOf(userData.getFileName()));
        Map<String, Object> decided = Map.of("flavour", medium.flavour().name());
        Subject subject = new Subject(files.imageName(), old.size(), digest);
        files.write(
                subject,
                new Provenance(BUILD_TYPE, asked, decided, dependencies, byproducts).statement(subject),
                bill,
                key);
    }

    private List<Material> site() {
        List<Material> materials = new ArrayList<>();
        String name = "user-data:" + userData.getFileName();
        materials.add(Material.of(name, Sha256.of(content.userData().bytes())));
        content.metaData().ifPresent(bytes -> materials.add(Material.of("meta-data", Sha256.of(bytes))));
        content.networkConfig().ifPresent(bytes -> materials.add(Material.of("network-config", Sha256.of(bytes))));
        return materials;
    }

    private static Optional<byte[]> read(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) <= FILE_BYTES_MAX
                ? Optional.of(Files.readAllBytes(file))
                : Optional.empty();
    }
}
