package dev.slipway.builder.evidence;

import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The files of evidence that lie beside an image and are named after it.
///
/// They are written after the image has taken its name, and those of the image before are removed first: whenever that
/// is interrupted, what is there either speaks of this image or is found out, because the digest in it is another's.
///
/// @param image the image that they speak of
public record EvidenceFiles(Path image) {

    /// `sha256sum -c` checks it.
    public Path checksum() {
        return sibling(".sha256");
    }

    /// An in-toto statement with SLSA provenance.
    public Path provenance() {
        return sibling(".provenance.json");
    }

    /// The raw signature over the bytes of the provenance.
    public Path signature() {
        return sibling(".provenance.json.sig");
    }

    /// The bill of materials, CycloneDX in JSON.
    public Path billOfMaterials() {
        return sibling(".sbom.json");
    }

    /// All of them, in the order in which they are removed: what proves most goes first.
    public List<Path> all() {
        return List.of(signature(), provenance(), checksum(), billOfMaterials());
    }

    /// Those of them that are there.
    public List<Path> present() {
        return all().stream().filter(Files::exists).toList();
    }

    /// The name of the image, as evidence calls it.
    public String imageName() {
        return String.valueOf(image.getFileName());
    }

    /// Removes what is there: it speaks of an image that is gone.
    public void remove() throws IOException {
        for (Path file : all()) {
            Files.deleteIfExists(file);
        }
    }

    /// Writes the evidence of an image that is in its place, instead of what is there. Each file appears whole.
    ///
    /// @param subject the image
    /// @param statement its provenance
    /// @param billOfMaterials the document that the provenance names among its byproducts
    /// @param key signs the provenance
    public void write(
            Subject subject, Provenance.Statement statement, Optional<byte[]> billOfMaterials, Optional<SigningKey> key)
            throws IOException {
        byte[] provenance = statement.toJson();
        Optional<byte[]> signature = key.map(signer -> signer.sign(provenance));
        remove();
        if (billOfMaterials.isPresent()) {
            write(billOfMaterials(), billOfMaterials.get());
        }
        write(provenance(), provenance);
        if (signature.isPresent()) {
            write(signature(), signature.get());
        }
        write(checksum(), ChecksumLine.of(subject).encode().getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Image.ofBytes(bytes).writeTo(file);
    }

    private Path sibling(String suffix) {
        return image.resolveSibling(imageName() + suffix);
    }
}
