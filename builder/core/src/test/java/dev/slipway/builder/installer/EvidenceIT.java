package dev.slipway.builder.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.base.BaseReference.RootFileSystem;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.evidence.EvidenceFiles;
import dev.slipway.builder.evidence.EvidenceOptions;
import dev.slipway.builder.evidence.EvidenceVerification;
import dev.slipway.builder.evidence.KeyPassword;
import dev.slipway.builder.evidence.VerifyingKey;
import dev.slipway.image.Image;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies beside an installer is checked by programs of other people, with the commands of docs/evidence.md.
@RequiresTool({"grub-mkimage", "openssl", "jq", "sha256sum"})
class EvidenceIT {

    private static final Path PAGE = Path.of("../../docs/evidence.md");

    @TempDir
    Path directory;

    private RootFileSystem base;

    @BeforeEach
    void makeBase() throws IOException {
        Path root = directory.resolve("root");
        SmallBase.write(
                root.resolve("usr/lib/os-release"),
                SmallBase.bytes("ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian\"\n"));
        SmallBase.write(root.resolve("var/lib/dpkg/status"), SmallBase.bytes("""
                Package: bash
                Status: install ok installed
                Architecture: amd64
                Version: 5.2.15-2+b2

                Package: gone
                Status: deinstall ok config-files
                Architecture: amd64
                Version: 1
                """));
        base = SmallBase.debianLive(root);
    }

    @Test
    void evidenceOfAnInstallerIsWhatOtherToolsExpect() throws IOException {
        Path iso = SmallBase.build(directory, SmallBase.request(directory, base, "installer.iso"));
        EvidenceFiles files = new EvidenceFiles(iso);

        assertThat(documented("sha256sum -c installer.iso.sha256")).isEqualTo("installer.iso: OK\n");
        String digest = Image.ofFile(iso).sha256().hex();
        assertThat(documented("jq -r '.subject[] | .digest.sha256 + \"  \" + .name' installer.iso.provenance.json"
                        + " | sha256sum -c"))
                .isEqualTo("installer.iso: OK\n");
        assertThat(shell("jq -r '.subject[].digest.sha256' installer.iso.provenance.json"))
                .isEqualTo(digest + "\n");
        assertThat(shell("jq -r '._type, .predicateType' installer.iso.provenance.json"))
                .isEqualTo("https://in-toto.io/Statement/v1\nhttps://slsa.dev/provenance/v1\n");
        assertThat(shell(
                        "jq -r '.predicate.buildDefinition.resolvedDependencies[].name' installer.iso.provenance.json"))
                .isEqualTo("rootfs:root\nuser-data:user-data\n");
        String userData = shell("sha256sum user-data").substring(0, 64);
        assertThat(shell("jq -r '.predicate.buildDefinition.resolvedDependencies[1].digest.sha256'"
                        + " installer.iso.provenance.json"))
                .isEqualTo(userData + "\n");
        assertThat(documented("jq -r '.predicate.runDetails.byproducts[0] | .digest.sha256 + \"  \" + .name'"
                        + " installer.iso.provenance.json | sha256sum -c"))
                .isEqualTo("installer.iso.sbom.json: OK\n");
        assertThat(documented("jq -r '.components[] | .purl' installer.iso.sbom.json"))
                .isEqualTo("pkg:deb/debian/bash@5.2.15-2%2Bb2?arch=amd64&distro=debian-12\n");
        assertThat(files.signature()).doesNotExist();
        assertThat(EvidenceVerification.of(iso, Optional.empty()).passed()).isTrue();
    }

    @Test
    void evidenceWhenBuiltTwiceIsEqual() throws IOException {
        InstallerRequest request = SmallBase.request(directory, base, "installer.iso");
        List<String> first = digests(SmallBase.build(directory, request));
        assertThat(digests(SmallBase.build(directory, request)))
                .isEqualTo(first)
                .hasSize(3);
    }

    @Test
    void signatureByEd25519IsVerifiedByOpenssl() throws IOException {
        shell("openssl genpkey -algorithm ed25519 -out key.pem && openssl pkey -in key.pem -pubout -out key.pub");
        Path iso = signed("key.pem", Optional.empty());

        assertThat(documented("openssl pkeyutl -verify -pubin -inkey key.pub -rawin -in installer.iso.provenance.json"
                        + " -sigfile installer.iso.provenance.json.sig"))
                .contains("Signature Verified Successfully");
        assertVerified(iso, "key.pub");
    }

    @Test
    void signatureByEcdsaIsVerifiedByOpenssl() throws IOException {
        for (List<String> curve : List.of(List.of("P-256", "sha256"), List.of("P-384", "sha384"))) {
            shell("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:%s -aes256 -pass pass:geheim -out key.pem"
                    .formatted(curve.get(0)));
            shell("openssl pkey -in key.pem -passin pass:geheim -pubout -out key.pub");
            Path iso = signed("key.pem", Optional.of(new KeyPassword.Variable("KEY_PASSWORD")));

            assertThat(documented(("openssl dgst -%s -verify key.pub -signature installer.iso.provenance.json.sig"
                                    + " installer.iso.provenance.json")
                            .formatted(curve.get(1))))
                    .isEqualTo("Verified OK\n");
            assertVerified(iso, "key.pub");
        }
    }

    private void assertVerified(Path iso, String publicKey) {
        VerifyingKey key = VerifyingKey.read(directory.resolve(publicKey));
        assertThat(EvidenceVerification.of(iso, Optional.of(key)).checks())
                .allMatch(check -> check.verdict() == EvidenceVerification.Verdict.PASS);
    }

    @Test
    void keyWhenOthersMayReadItIsWarnedOf() throws IOException {
        shell("openssl genpkey -algorithm ed25519 -out key.pem && chmod 644 key.pem");
        List<String> warnings = new ArrayList<>();
        build(options("key.pem", Optional.empty()), warnings);
        assertThat(warnings).anyMatch(text -> text.contains("key.pem: others may read this private key"));
    }

    @Test
    void evidenceOfTheImageBeforeIsRemoved() throws IOException {
        shell("openssl genpkey -algorithm ed25519 -out key.pem");
        Path iso = signed("key.pem", Optional.empty());
        EvidenceFiles files = new EvidenceFiles(iso);
        assertThat(files.signature()).exists();

        SmallBase.build(directory, SmallBase.request(directory, base, "installer.iso"));
        assertThat(files.signature()).doesNotExist();
        assertThat(files.provenance()).exists();

        SmallBase.build(
                directory, SmallBase.request(directory, base, "installer.iso").with(EvidenceOptions.NONE));
        assertThat(files.all()).noneMatch(Files::exists);
    }

    @Test
    void keyWhenItCannotBeUsedStopsTheBuildBeforeItBegins() throws IOException {
        Files.writeString(directory.resolve("key.pem"), "no key\n");
        assertThatThrownBy(() -> build(options("key.pem", Optional.empty()), new ArrayList<>()))
                .hasMessageContaining("there is no key in PEM in it");
        assertThat(directory.resolve("installer.iso")).doesNotExist();
    }

    @Test
    void provenanceHoldsNoSecret() throws IOException {
        Path iso = SmallBase.build(
                directory,
                RequestChange.arguments(
                        SmallBase.request(directory, base, "installer.iso"),
                        "token=hush-hush",
                        "url=https://me:hush-hush@host/",
                        "console=ttyS0"));
        String provenance = Files.readString(new EvidenceFiles(iso).provenance());
        assertThat(provenance)
                .contains("token=********", "console=ttyS0")
                .doesNotContain("hush-hush", directory.toString(), "hostname: small");
    }

    private Path signed(String key, Optional<KeyPassword> password) throws IOException {
        return build(options(key, password), new ArrayList<>());
    }

    private EvidenceOptions options(String key, Optional<KeyPassword> password) {
        return new EvidenceOptions(true, Optional.of(directory.resolve(key)), password);
    }

    private Path build(EvidenceOptions evidence, List<String> warnings) throws IOException {
        InstallerRequest request =
                SmallBase.request(directory, base, "installer.iso").with(evidence);
        BuildListener listener = new BuildListener() {
            @Override
            public void warning(String text) {
                warnings.add(text);
            }
        };
        new InstallerBuild(new BuildCache(directory.resolve("cache")), listener, Map.of("KEY_PASSWORD", "geheim"))
                .build(request);
        return request.output();
    }

    private static List<String> digests(Path iso) throws IOException {
        List<String> digests = new ArrayList<>();
        for (Path file : new EvidenceFiles(iso).all()) {
            if (Files.exists(file)) {
                digests.add(file + " " + Image.ofFile(file).sha256());
            }
        }
        return digests;
    }

    /// Runs a command that the page shows.
    private String documented(String command) throws IOException {
        assertThat(Files.readString(PAGE).lines().map(String::strip)).contains(command);
        return shell(command);
    }

    private String shell(String command) {
        return Tool.of("sh", "-c", command).in(directory).run();
    }
}
