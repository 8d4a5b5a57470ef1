package dev.slipway.builder.oci.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.ResolvedImage;
import dev.slipway.builder.oci.layout.OciLayout;
import dev.slipway.builder.oci.peers.Signer.Signed;
import dev.slipway.builder.oci.registry.RegistryImage;
import dev.slipway.builder.oci.registry.RegistrySettings;
import dev.slipway.builder.oci.registry.Retries;
import dev.slipway.builder.oci.signature.SignatureKey;
import dev.slipway.builder.oci.signature.SignatureVerification;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.testkit.Registry;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signatures that openssl made, stored as cosign stores them, and brought to a registry by skopeo.
@RequiresTool({"umoci", "skopeo", "docker-registry", "openssl"})
class SignatureIT {

    @TempDir
    private Path directory;

    private PeerLayout layout = new PeerLayout(Path.of("layout"), Path.of("scratch"));

    @BeforeEach
    void makeImages() throws IOException {
        layout = PeerLayout.make(directory);
    }

    private Digest verify(SignatureKey key, ImageSource source) throws IOException {
        try (source) {
            return SignatureVerification.verify(key, source, source.resolve(Platform.linux("amd64")));
        }
    }

    private Digest verify(SignatureKey key, String tag) throws IOException {
        return verify(key, OciLayout.of(layout.directory(), Optional.of(tag)));
    }

    private ProblemException refused(SignatureKey key, ImageSource source) {
        ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> verify(key, source));
        assertThat(thrown).as("the image is refused").isNotNull();
        return thrown;
    }

    private ProblemException refused(SignatureKey key) {
        return refused(key, OciLayout.of(layout.directory(), Optional.of("amd64")));
    }

    private ImageSource registryImage(Registry registry, String name) {
        RegistrySettings settings = RegistrySettings.defaults()
                .in(directory, Map.of())
                .with(Optional.empty(), Set.of(registry.host()), Set.of())
                .waiting(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(20),
                        new Retries(2, Duration.ofMillis(1), Duration.ofMillis(1), Thread::sleep));
        return new RegistryImage(ImageName.parse(registry.host() + "/" + name), settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-algorithm EC -pkeyopt ec_paramgen_curve:P-256",
                "-algorithm EC -pkeyopt ec_paramgen_curve:P-384",
                "-algorithm RSA -pkeyopt rsa_keygen_bits:2048",
                "-algorithm ed25519"
            })
    void verifyWhenTheKeyIsOfAnyKindTakesItsSignatureOnly(String kind) throws IOException {
        Signer signer = Signer.withKey(directory.resolve("signer"), kind);
        Signer other = Signer.withKey(directory.resolve("other"), kind);
        Digest image = layout.digestOf("amd64");
        Signer.store(layout, image, List.of(signer.sign(image)));
        assertThat(verify(signer.key(), "amd64")).isEqualTo(image);
        assertThat(refused(other.key()).problem().code()).isEqualTo("signature.invalid");
    }

    @Test
    void verifyWhenTheSignatureLiesBesideTheImageInARegistryTakesIt() throws IOException {
        Signer signer = Signer.p256(directory.resolve("signer"));
        Signer other = Signer.p256(directory.resolve("other"));
        Digest image = layout.digestOf("amd64");
        Signer.store(layout, image, List.of(signer.sign(image)));
        try (Registry registry = Registry.plain()) {
            registry.push("oci:" + layout.directory() + ":amd64", "edge/base:1");
            push(registry, image);
            registry.push("oci:" + layout.directory() + ":amd64", "edge/unsigned:1");

            assertThat(verify(signer.key(), registryImage(registry, "edge/base:1")))
                    .isEqualTo(image);
            assertRefused("signature.invalid", other, registryImage(registry, "edge/base:1"));
            assertRefused("signature.missing", signer, registryImage(registry, "edge/unsigned:1"));
        }
    }

    private void assertRefused(String code, Signer signer, ImageSource source) {
        assertThat(refused(signer.key(), source).problem().code()).isEqualTo(code);
    }

    @Test
    void verifyWhenTheRegistryEndsInBetweenFails() throws IOException {
        Signer signer = Signer.p256(directory.resolve("signer"));
        ImageSource source;
        ResolvedImage image;
        try (Registry registry = Registry.plain()) {
            registry.push("oci:" + layout.directory() + ":amd64", "edge/base:1");
            source = registryImage(registry, "edge/base:1");
            image = source.resolve(Platform.linux("amd64"));
        }
        ProblemException thrown = catchThrowableOfType(
                ProblemException.class, () -> SignatureVerification.verify(signer.key(), source, image));
        assertThat(thrown.problem().code()).isEqualTo("signature.unavailable");
        source.close();
    }

    @Test
    void verifyWhenAnIndexIsNamedTakesItsSignatureOrThatOfThePlatform() throws IOException {
        Signer signer = Signer.p256(directory.resolve("signer"));
        Digest index = layout.addIndex("both");
        Digest arm64 = layout.digestOf("arm64");
        Signer.store(layout, arm64, List.of(signer.sign(arm64)));
        try (Registry registry = Registry.plain()) {
            registry.push("oci:" + layout.directory() + ":both", "edge/base:1", "--all");
            push(registry, arm64);
            // Signed, and beside the image, but nothing of it is used.
            assertRefused("signature.missing", signer, registryImage(registry, "edge/base:1"));

            Digest amd64 = layout.digestOf("amd64");
            Signer.store(layout, amd64, List.of(signer.sign(amd64)));
            push(registry, amd64);
            assertThat(verify(signer.key(), registryImage(registry, "edge/base:1")))
                    .isEqualTo(amd64);

            Signer.store(layout, index, List.of(signer.sign(index)));
            push(registry, index);
            assertThat(verify(signer.key(), registryImage(registry, "edge/base:1")))
                    .isEqualTo(index);
        }
    }

    private void push(Registry registry, Digest signed) {
        registry.push("oci:" + layout.directory() + ":" + Signer.tag(signed), "edge/base:" + Signer.tag(signed));
    }

    /// What is stored instead of a valid signature, and the words that tell.
    private record Tampering(String name, List<Signed> stored, String told) {}

    @TestFactory
    Stream<DynamicTest> verifyWhenAnythingWasTamperedWithFails() throws IOException {
        Signer signer = Signer.p256(directory.resolve("signer"));
        Digest image = layout.digestOf("amd64");
        Digest other = layout.digestOf("arm64");
        Signed good = signer.sign(image);
        Signed signsOther = signer.sign(other);
        String type = good.payload().replace("cosign container image signature", "atomic container signature");
        String flipped = (good.signature().charAt(20) == 'A' ? 'B' : 'A') + "";
        return Stream.of(
                        new Tampering("nothing in the list", List.of(), "empty"),
                        new Tampering("of another image", List.of(signsOther), "another image: " + other),
                        new Tampering(
                                "payload exchanged",
                                List.of(signsOther.withPayload(good.payload())),
                                "another key, or of other bytes"),
                        new Tampering(
                                "one digit of the signature",
                                List.of(good.withSignature(good.signature().substring(0, 20)
                                        + flipped
                                        + good.signature().substring(21))),
                                "another key, or of other bytes"),
                        new Tampering("signature cut", List.of(good.withSignature("MEUC")), "another key"),
                        new Tampering("signature no Base64", List.of(good.withSignature("?")), "was damaged"),
                        new Tampering("signature empty", List.of(good.withSignature("")), "no signature of cosign"),
                        new Tampering("type of another tool", List.of(signer.signPayload(type)), "none of cosign's"),
                        new Tampering("signed, but no JSON", List.of(signer.signPayload("x")), "none of cosign's"),
                        new Tampering(
                                "signed, but without digest", List.of(signer.signPayload("{}")), "none of cosign's"),
                        new Tampering("65 of them", Collections.nCopies(65, good), "65 of them, more than 64"))
                .map(tampering -> DynamicTest.dynamicTest(tampering.name(), () -> {
                    PeerLayout own = copy("tampering");
                    Signer.store(own, image, tampering.stored());
                    ProblemException thrown =
                            refused(signer.key(), OciLayout.of(own.directory(), Optional.of("amd64")));
                    assertThat(thrown.problem().code()).startsWith("signature.");
                    assertThat(thrown).hasMessageContaining(tampering.told());
                    Signer.store(copy("tampering"), image, List.of(good));
                    assertThat(verify(signer.key(), OciLayout.of(own.directory(), Optional.of("amd64"))))
                            .isEqualTo(image);
                }));
    }

    private PeerLayout copy(String name) {
        Path target = directory.resolve(name);
        Tool.of("rm", "-rf", target).run();
        Tool.of("cp", "-a", layout.directory(), target).run();
        return new PeerLayout(target, directory);
    }

    @Test
    void verifyWhenAValidOneIsAmongOthersTakesIt() throws IOException {
        Signer signer = Signer.p256(directory.resolve("signer"));
        Signer other = Signer.p256(directory.resolve("other"));
        Digest image = layout.digestOf("amd64");
        Signer.store(
                layout, image, List.of(other.sign(image), signer.sign(layout.digestOf("arm64")), signer.sign(image)));
        assertThat(verify(signer.key(), "amd64")).isEqualTo(image);
    }

    @Test
    void verifyWhenPartsOfTheSignatureAreDamagedOnTheDiskFails() throws IOException {
        Signer signer = Signer.p256(directory.resolve("signer"));
        Digest image = layout.digestOf("amd64");
        Signed signed = signer.sign(image);
        Signer.store(layout, image, List.of(signed));
        Path payload = layout.path(layout.write(signed.payload()));
        Files.writeString(payload, signed.payload().replace("other", "OTHER"));
        assertThat(refused(signer.key())).hasMessageContaining("a payload that was damaged");
        Files.delete(payload);
        assertThat(refused(signer.key()).problem().code()).isEqualTo("signature.unavailable");
        Path manifest = layout.path(layout.digestOf(Signer.tag(image)));
        Files.writeString(manifest, Files.readString(manifest).replace("size", "SIZE"));
        assertThat(refused(signer.key()).problem().code()).isEqualTo("signature.unavailable");
    }
}
