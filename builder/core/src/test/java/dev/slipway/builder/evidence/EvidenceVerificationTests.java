package dev.slipway.builder.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.evidence.EvidenceVerification.Check;
import dev.slipway.builder.evidence.EvidenceVerification.Verdict;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceVerificationTests {

    private static final byte[] BILL = "{}\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private Path image;
    private EvidenceFiles files;
    private SigningKey key;
    private VerifyingKey publicKey;

    @BeforeEach
    void writeSignedEvidence() throws IOException, NoSuchAlgorithmException {
        image = Files.writeString(directory.resolve("x.iso"), "an image");
        files = new EvidenceFiles(image);
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        key = SigningKey.read(
                pem("key.pem", "PRIVATE KEY", pair.getPrivate().getEncoded()), Optional.empty(), Map.of());
        publicKey =
                VerifyingKey.read(pem("key.pub", "PUBLIC KEY", pair.getPublic().getEncoded()));
        write(files, Optional.of(key));
    }

    private static void write(EvidenceFiles files, Optional<SigningKey> key) throws IOException {
        Image content = Image.ofFile(files.image());
        Provenance provenance = new Provenance(
                Provenance.buildType("test"),
                Map.of(),
                Map.of(),
                List.of(Material.of("base", Sha256.EMPTY)),
                List.of(Material.of("x.iso.sbom.json", Sha256.of(BILL))));
        Subject subject = new Subject(files.imageName(), content.size(), content.sha256());
        files.write(subject, provenance.statement(subject), Optional.of(BILL), key);
    }

    private Path pem(String name, String type, byte[] encoded) throws IOException {
        String base64 = Base64.getMimeEncoder().encodeToString(encoded);
        return Files.writeString(
                directory.resolve(name), "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, base64, type));
    }

    @Test
    void ofWhenAllIsThereChecksAll() {
        assertThat(verdicts(Optional.of(publicKey))).containsOnly(Verdict.PASS).hasSize(4);
    }

    @Test
    void ofWithoutAKeySaysThatTheSignatureIsNotChecked() {
        assertThat(verdicts(Optional.empty()))
                .containsExactly(Verdict.PASS, Verdict.PASS, Verdict.PASS, Verdict.NOT_CHECKED);
    }

    @Test
    void ofWhenTheImageHasChangedFails() throws IOException {
        Files.writeString(image, "another");
        assertThat(verdicts(Optional.of(publicKey)))
                .containsExactly(Verdict.FAIL, Verdict.FAIL, Verdict.PASS, Verdict.PASS);
    }

    @Test
    void ofWhenTheBillHasChangedFails() throws IOException {
        Files.writeString(files.billOfMaterials(), "{ }\n");
        assertThat(verdicts(Optional.empty()))
                .containsExactly(Verdict.PASS, Verdict.PASS, Verdict.FAIL, Verdict.NOT_CHECKED);
    }

    @Test
    void ofWhenTheProvenanceHasChangedFailsByItsSignature() throws IOException {
        Files.writeString(
                files.provenance(), Files.readString(files.provenance()).replace("\"base\"", "\"good\""));
        assertThat(verdicts(Optional.of(publicKey)))
                .containsExactly(Verdict.PASS, Verdict.PASS, Verdict.PASS, Verdict.FAIL);
        assertThat(EvidenceVerification.of(image, Optional.empty()).passed()).isTrue();
    }

    @Test
    void ofWhenAKeyIsGivenAndNobodySignedFails() throws IOException {
        write(files, Optional.empty());
        assertThat(verdicts(Optional.of(publicKey))).endsWith(Verdict.FAIL);
        Files.delete(files.provenance());
        assertThat(verdicts(Optional.of(publicKey))).endsWith(Verdict.FAIL);
        assertThat(EvidenceVerification.of(image, Optional.empty()).passed()).isTrue();
    }

    @Test
    void ofWhenThereIsNoEvidenceFails() throws IOException {
        files.remove();
        EvidenceVerification verification = EvidenceVerification.of(image, Optional.empty());
        assertThat(verification.passed()).isFalse();
        assertThat(verification.checks().getFirst())
                .isEqualTo(new Check("checksum", Verdict.FAIL, "there is no evidence beside the image"));
    }

    @Test
    void ofWhenTheProvenanceIsNoneFails() throws IOException {
        for (String text : List.of("", "[]", "{\"_type\":\"x\"}", "{", "{\"a\":1,\"a\":2}")) {
            Files.writeString(files.provenance(), text);
            assertThat(verdicts(Optional.empty()).get(1)).as(text).isEqualTo(Verdict.FAIL);
        }
    }

    @Test
    void ofWhenThereIsNoImageIsAProblem() {
        assertThatThrownBy(() -> EvidenceVerification.of(directory.resolve("y.iso"), Optional.empty()))
                .hasMessageContaining("there is no such image");
    }

    @Test
    void ofWhenTheNameIsAwkwardFindsItsLine() throws IOException {
        Path awkward = Files.writeString(directory.resolve("a \\ b\nc.iso"), "an image");
        write(new EvidenceFiles(awkward), Optional.empty());
        assertThat(EvidenceVerification.of(awkward, Optional.empty()).passed()).isTrue();
        assertThat(dev.slipway.testkit.Tool.of("sha256sum", "-c", new EvidenceFiles(awkward).checksum())
                        .in(directory)
                        .run())
                .contains("OK");
    }

    private List<Verdict> verdicts(Optional<VerifyingKey> by) {
        EvidenceVerification verification = EvidenceVerification.of(image, by);
        List<Verdict> verdicts =
                verification.checks().stream().map(Check::verdict).toList();
        assertThat(verification.passed()).isEqualTo(!verdicts.contains(Verdict.FAIL));
        return verdicts;
    }
}
