package dev.slipway.builder.siteimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.catalogue.Catalogue;
import dev.slipway.builder.catalogue.CatalogueInput;
import dev.slipway.builder.catalogue.CatalogueRendering;
import dev.slipway.builder.evidence.EvidenceFiles;
import dev.slipway.builder.evidence.EvidenceOptions;
import dev.slipway.builder.evidence.EvidenceVerification;
import dev.slipway.builder.evidence.EvidenceVerification.Check;
import dev.slipway.builder.evidence.EvidenceVerification.Verdict;
import dev.slipway.builder.evidence.VerifyingKey;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.installer.ForeignIso;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.builder.installer.SmallBase;
import dev.slipway.builder.siteimage.SiteImagesRequest.Materialized;
import dev.slipway.builder.siteimage.SiteImagesVerification.Wanted;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What proves site images: checked by programs of other people, with the commands of docs/evidence.md.
@RequiresTool({"grub-mkimage", "xorriso", "genisoimage", "mkfs.fat", "mcopy", "openssl", "jq", "sha256sum"})
class SiteEvidenceIT {

    private static final Path PAGE = Path.of("../../docs/evidence.md");
    private static final String SECRET = "hush-7kQz-hush";

    @TempDir
    Path directory;

    private InstallerRequest medium;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void makeBaseAndKey() throws IOException {
        Path iso = ForeignIso.PARTITION_OFFSET.make(directory);
        Files.setLastModifiedTime(iso, FileTime.from(Instant.parse("2026-03-04T05:06:07Z")));
        medium = SmallBase.request(directory, new IsoFile(iso), "unused.iso");
        shell("openssl genpkey -algorithm ed25519 -out key.pem && openssl pkey -in key.pem -pubout -out key.pub");
    }

    @Test
    void indexIsVerifiedByOtherTools() throws IOException {
        build(sites("a", "b"), signed(), Materialized.NONE);

        assertThat(documented(
                        "jq -r '.sites | .sha256 + \"  images/data/\" + .file' images/index.json" + " | sha256sum -c"))
                .endsWith(".jsonl: OK\n");
        assertThat(documented("jq -r '.evidence[] | .sha256 + \"  images/data/\" + .file' images/index.json"
                        + " | sha256sum -c"))
                .containsPattern("provenance-[0-9a-f]{16}\\.json: OK\n.*sbom-[0-9a-f]{16}\\.json: OK\n");
        documented("jq -r .signature.value images/index.json | base64 -d > list.sig");
        assertThat(documented("openssl pkeyutl -verify -pubin -inkey key.pub -rawin -sigfile list.sig"
                        + " -in images/data/$(jq -r .sites.file images/index.json)"))
                .contains("Signature Verified Successfully");

        String line = shell("head -1 images/data/sites-*.jsonl");
        String userData = Tool.of("sh", "-c", "printf '#cloud-config\\nhostname: a\\n' | sha256sum")
                .run()
                .substring(0, 64);
        assertThat(line)
                .contains("\"user-data\":\"" + userData + "\"")
                .contains(shell("jq -j .evidence.provenance.sha256 images/index.json"));
        assertThat(shell("jq -r '.subject[0].digest.sha256' images/data/provenance-*.json"))
                .isEqualTo(shell("jq -r .base.sha256 images/index.json"));
        assertThat(shell("jq -r .bomFormat images/data/sbom-*.json")).isEqualTo("CycloneDX\n");
    }

    @Test
    void listSignedByEcdsaIsVerifiedByOpenssl() throws IOException {
        shell("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem");
        shell("openssl pkey -in key.pem -pubout -out key.pub");
        build(sites("a"), signed(), Materialized.NONE);
        shell("jq -r .signature.value images/index.json | base64 -d > list.sig");
        assertThat(documented("openssl dgst -sha256 -verify key.pub -signature list.sig"
                        + " images/data/$(jq -r .sites.file images/index.json)"))
                .isEqualTo("Verified OK\n");
    }

    @Test
    void fileOfASiteHasItsEvidenceBesideIt() throws IOException {
        build(sites("a", "b"), signed(), new Materialized(false, Set.of("b")));

        Path image = directory.resolve("images/b.iso");
        assertThat(EvidenceVerification.of(image, Optional.of(key())).checks())
                .hasSize(4)
                .allMatch(check -> check.verdict() == Verdict.PASS);
        assertThat(shell("cd images && sha256sum -c b.iso.sha256")).isEqualTo("b.iso: OK\n");
        assertThat(shell("jq -r '.predicate.buildDefinition.resolvedDependencies[].name' images/b.iso.provenance.json"))
                .startsWith("iso:")
                .contains("\nuser-data\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(image)))
                .isEqualTo("rw-------");

        Path written = directory.resolve("written.iso");
        try (SiteImages images = SiteImages.open(directory.resolve("images"))) {
            SiteEntry site = images.find("a").orElseThrow();
            images.writeTo(site, written, BuildListener.SILENT);
            images.writeEvidence(site, written, Optional.empty());
        }
        assertThat(EvidenceVerification.of(written, Optional.empty()).checks())
                .extracting(Check::verdict)
                .containsExactly(Verdict.PASS, Verdict.PASS, Verdict.PASS, Verdict.NOT_CHECKED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
                .isEqualTo("rw-------");
    }

    @Test
    void evidenceIsKeptWithTheSharedImage() throws IOException {
        build(sites("a", "b"), EvidenceOptions.UNSIGNED, Materialized.NONE);
        Set<String> before = documents();
        assertThat(before).hasSize(2);
        String first = shell("jq -r .inputs images/data/sites-*.jsonl");

        List<MadeSite> changed = sites("a", "b");
        changed.set(1, MadeSite.of("b", "#cloud-config\nhostname: other\n"));
        assertThat(build(changed, EvidenceOptions.UNSIGNED, Materialized.NONE).made())
                .isEqualTo(1);
        assertThat(documents()).isEqualTo(before);
        assertThat(shell("jq -r .inputs images/data/sites-*.jsonl")).isNotEqualTo(first);

        build(sites("a", "b"), EvidenceOptions.NONE, Materialized.NONE);
        assertThat(documents()).isEmpty();
        assertThat(shell("cat images/index.json images/data/sites-*.jsonl"))
                .doesNotContain("inputs", "provenance", "evidence");

        SiteImagesResult again = build(sites("a", "b"), EvidenceOptions.UNSIGNED, Materialized.NONE);
        assertThat(again.baseKept()).isTrue();
        assertThat(again.made()).isZero();
        assertThat(documents()).isEqualTo(before);
        assertThat(shell("jq -r .inputs images/data/sites-*.jsonl")).isEqualTo(first);

        Path bill = directory
                .resolve("images/data")
                .resolve(before.stream()
                        .filter(name -> name.startsWith("sbom"))
                        .findFirst()
                        .orElseThrow());
        Files.writeString(bill, "{}");
        build(sites("a", "b"), EvidenceOptions.UNSIGNED, Materialized.NONE);
        assertThat(verify(new Wanted(true, List.of()), Optional.empty()).passed())
                .isTrue();
    }

    @Test
    void verificationFindsWhatWasChanged() throws IOException {
        build(sites("a", "b"), signed(), Materialized.NONE);
        EvidenceVerification sound = verify(new Wanted(true, List.of()), Optional.of(key()));
        assertThat(sound.checks()).hasSize(6).allMatch(check -> check.verdict() == Verdict.PASS);
        assertThat(verdict(verify(new Wanted(false, List.of()), Optional.empty()), "sites"))
                .isEqualTo(Verdict.NOT_CHECKED);
        assertThatThrownBy(() -> verify(new Wanted(false, List.of("c")), Optional.empty()))
                .hasMessageContaining("there is no image of a site 'c'");

        assertFails("contents-", "sites", "shared image");
        assertFails("base-", "shared image", "list");
        assertFails("sbom-", "bill of materials", "provenance");
        assertFails("provenance-", "provenance", "shared image");
        assertFails("sites-", "list", "list");

        String index = Files.readString(directory.resolve("images/index.json"));
        Files.writeString(
                directory.resolve("images/index.json"),
                index.replace(shell("jq -j .evidence.provenance.sha256 images/index.json"), "0".repeat(64)));
        assertThat(verify(new Wanted(true, List.of()), Optional.empty()).passed())
                .isFalse();
        Files.writeString(directory.resolve("images/index.json"), index);

        build(sites("a", "b"), EvidenceOptions.UNSIGNED, Materialized.NONE);
        assertThat(verdict(verify(new Wanted(false, List.of("a")), Optional.of(key())), "signature"))
                .isEqualTo(Verdict.FAIL);
    }

    /// Changes one byte of a file: the check fails, and what was changed is not taken for something else.
    private void assertFails(String prefix, String failing, String other) throws IOException {
        Path file = data(prefix);
        byte[] bytes = Files.readAllBytes(file);
        byte[] changed = bytes.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(file, changed);
        EvidenceVerification verification = verify(new Wanted(false, List.of("a", "b")), Optional.of(key()));
        assertThat(verification.passed()).isFalse();
        assertThat(verdict(verification, failing)).as(prefix).isEqualTo(Verdict.FAIL);
        if (!other.equals(failing)) {
            assertThat(verdict(verification, other)).as(prefix).isEqualTo(Verdict.PASS);
        }
        Files.write(file, bytes);
    }

    @Test
    void nothingThatIsToldHoldsASecret() throws IOException {
        Files.writeString(
                directory.resolve("user-data.ftl"), "#cloud-config\nhostname: ${name}\nregistration: ${token}\n");
        Path catalogueFile = Files.writeString(directory.resolve("sites.yaml"), """
                user-data: user-data.ftl
                defaults: {token: {secret: {env: SITE_TOKEN}}}
                sites:
                  - name: munich-01
                  - name: munich-02
                """);
        Catalogue catalogue = Catalogue.read(catalogueFile);
        CatalogueRendering rendering = CatalogueRendering.of(catalogue, Map.of("SITE_TOKEN", SECRET));
        build(CatalogueInput.all(catalogue, rendering, false), signed(), new Materialized(true, Set.of()));

        assertThat(contents(data("contents-"))).contains(SECRET);
        List<Path> open = new ArrayList<>();
        open.add(directory.resolve("images/index.json"));
        for (String prefix : List.of("base-", "sites-", "state-", "provenance-", "sbom-")) {
            open.add(data(prefix));
        }
        open.addAll(new EvidenceFiles(directory.resolve("images/munich-01.iso")).present());
        assertThat(open).hasSize(10);
        for (Path file : open) {
            assertThat(contents(file)).as(file.toString()).doesNotContain(SECRET, directory.toString());
        }
        assertThat(told).isNotEmpty().noneMatch(line -> line.contains(SECRET));
    }

    private static String contents(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static List<MadeSite> sites(String... names) {
        List<MadeSite> sites = new ArrayList<>();
        for (String name : names) {
            sites.add(MadeSite.of(name, "#cloud-config\nhostname: %s\n".formatted(name)));
        }
        return sites;
    }

    private EvidenceOptions signed() {
        return new EvidenceOptions(true, Optional.of(directory.resolve("key.pem")), Optional.empty());
    }

    private VerifyingKey key() {
        return VerifyingKey.read(directory.resolve("key.pub"));
    }

    private SiteImagesResult build(List<? extends SiteInput> sites, EvidenceOptions evidence, Materialized files) {
        BuildListener listener = new BuildListener() {
            @Override
            public void step(String text) {
                told.add(text);
            }

            @Override
            public void warning(String text) {
                told.add(text);
            }
        };
        return new SiteImagesBuild(new BuildCache(directory.resolve("cache")), listener, Map.of())
                .build(new SiteImagesRequest(medium.with(evidence), directory.resolve("images"), sites, files));
    }

    private EvidenceVerification verify(Wanted wanted, Optional<VerifyingKey> key) {
        return SiteImagesVerification.of(directory.resolve("images"), wanted, key);
    }

    private static Verdict verdict(EvidenceVerification verification, String name) {
        return verification.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private Path data(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("images/data"))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Set<String> documents() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("images/data"))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".json"))
                    .collect(java.util.stream.Collectors.toSet());
        }
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
