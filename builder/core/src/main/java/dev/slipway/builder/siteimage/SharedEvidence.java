package dev.slipway.builder.siteimage;

import dev.slipway.builder.evidence.EvidenceFiles;
import dev.slipway.builder.evidence.GivenStatement;
import dev.slipway.builder.evidence.Material;
import dev.slipway.builder.evidence.Provenance;
import dev.slipway.builder.evidence.SigningKey;
import dev.slipway.builder.evidence.Subject;
import dev.slipway.builder.evidence.sbom.BillOfMaterials;
import dev.slipway.builder.installer.MediumEvidence;
import dev.slipway.builder.siteimage.SiteIndex.BaseImage;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The evidence that all sites share: how the shared image was made, and what is installed in it.
///
/// @param provenance a statement of the shared image, without what is a site's own
/// @param billOfMaterials CycloneDX in JSON
record SharedEvidence(Document provenance, Document billOfMaterials) {

    private static final String BUILD_TYPE = Provenance.buildType("sites");

    private static final int BYTES_MAX = 64 << 20;

    /// A file of the data directory.
    ///
    /// @param file its name
    /// @param sha256 of all of it, in hexadecimal digits
    record Document(String file, String sha256) {

        static Document write(byte[] bytes, String prefix, DataFiles files) throws IOException {
            String sha256 = Sha256.of(bytes).hex();
            Document document = new Document(DataFiles.named(prefix, sha256, ".json"), sha256);
            Image.ofBytes(bytes).writeTo(files.data(document.file()));
            return document;
        }

        /// @throws dev.slipway.builder.problem.ProblemException where it is another one than it says
        byte[] read(DataFiles files) throws IOException {
            byte[] bytes = Image.ofFile(files.data(file)).toByteArray(BYTES_MAX);
            if (!Sha256.of(bytes).hex().equals(sha256)) {
                throw files.damaged("%s has another SHA-256 than it says".formatted(files.data(file)));
            }
            return bytes;
        }

        boolean isAsItWas(DataFiles files) {
            try {
                return Image.ofFile(files.data(file)).sha256().hex().equals(sha256);
            } catch (IOException e) {
                return false;
            }
        }
    }

    /// Writes that of a shared image.
    static SharedEvidence write(MediumEvidence medium, BaseImage base, DataFiles files) throws IOException {
        Document bill = Document.write(medium.billOfMaterials(), DataFiles.BILL_PREFIX, files);
        Provenance.Statement statement = medium.provenance(BUILD_TYPE, bill.file())
                .statement(new Subject(base.file(), base.sizeBytes(), base.sha256()));
        return new SharedEvidence(Document.write(statement.toJson(), DataFiles.PROVENANCE_PREFIX, files), bill);
    }

    /// Whether both files are there as they were written.
    boolean isAsItWas(DataFiles files) {
        return provenance.isAsItWas(files) && billOfMaterials.isAsItWas(files);
    }

    /// The statement of the shared image.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is damaged
    GivenStatement statement(DataFiles files) throws IOException {
        return GivenStatement.decode(provenance.read(files))
                .orElseThrow(() -> files.damaged(provenance.file() + " is no provenance"));
    }

    /// Writes the evidence of a site's image beside it.
    void writeBeside(EvidenceFiles beside, Subject image, SiteEntry site, Optional<SigningKey> key, DataFiles files)
            throws IOException {
        List<Material> own = site.inputs().entrySet().stream()
                .map(input -> Material.of(input.getKey(), input.getValue()))
                .toList();
        String name = String.valueOf(beside.billOfMaterials().getFileName());
        Material bill = Material.of(name, billOfMaterials.sha256()).typed(BillOfMaterials.MEDIA_TYPE);
        beside.write(image, statement(files).of(image, own, bill), Optional.of(billOfMaterials.read(files)), key);
    }

    /// The names of the files.
    List<String> names() {
        return List.of(provenance.file(), billOfMaterials.file());
    }
}
