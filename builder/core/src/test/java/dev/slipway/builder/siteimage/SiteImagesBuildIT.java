package dev.slipway.builder.siteimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.installer.ForeignIso;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.builder.installer.SmallBase;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.siteimage.SiteImagesRequest.Materialized;
import dev.slipway.builder.siteimage.SiteInput.Remark;
import dev.slipway.image.Image;
import dev.slipway.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Building again: what is kept, what is made anew, and what is left on the disk.
@RequiresTool({"grub-mkimage", "xorriso", "genisoimage", "mkfs.fat", "mcopy"})
class SiteImagesBuildIT {

    private static final long SEED = 20261121;

    @TempDir
    Path directory;

    private InstallerRequest medium;
    private List<MadeSite> sites;

    @BeforeEach
    void chooseSites() throws IOException {
        Path iso = ForeignIso.PARTITION_OFFSET.make(directory);
        Files.setLastModifiedTime(iso, FileTime.from(Instant.parse("2026-03-04T05:06:07Z")));
        medium = SmallBase.request(directory, new IsoFile(iso), "unused.iso");
        sites = RandomSites.of(new Random(SEED), 10);
    }

    @Test
    void buildAgainMakesOnlyWhatChanged() throws IOException {
        assertThat(build(sites).made()).isEqualTo(sites.size());
        Map<String, String> first = digests();

        SiteImagesResult second = build(sites);
        assertThat(second.made()).isZero();
        assertThat(second.baseKept()).isTrue();
        assertThat(digests()).isEqualTo(first);

        List<MadeSite> changed = new ArrayList<>(sites);
        changed.set(3, MadeSite.of(sites.get(3).name(), "#cloud-config\nhostname: other\n"));
        changed.remove(5);
        changed.add(MadeSite.of("new", "#cloud-config\nhostname: new\n"));
        SiteImagesResult third = build(changed);
        assertThat(third.made()).isEqualTo(2);
        assertSameAsFresh(changed);
    }

    @Test
    void buildManyTimesKeepsTheDiskInBounds() throws IOException {
        build(sites);
        for (int round = 0; round < 40; round++) {
            int one = round % sites.size();
            sites.set(one, MadeSite.of(sites.get(one).name(), "#cloud-config\nhostname: round-%d\n".formatted(round)));
            assertThat(build(sites).made()).isEqualTo(1);
            assertThat(packs()).hasSizeLessThanOrEqualTo(17);
        }
        assertSameAsFresh(sites);
        assertThat(list("data")).hasSizeLessThan(17 + 6);
    }

    @Test
    void buildWhenAFileOutgrowsItsSlotLaysTheImageOutAnew() throws IOException {
        build(sites);
        List<MadeSite> grown = new ArrayList<>(sites);
        grown.set(2, MadeSite.of(sites.get(2).name(), RandomSites.userData(new Random(1), 500_000)));
        assertThat(build(grown).made()).isEqualTo(1);
        assertSameAsFresh(grown);

        assertThat(build(sites).made()).isEqualTo(1);
        assertSameAsFresh(sites);
    }

    @Test
    void buildWhenTheSharedImageWasChangedMakesItAnew() throws IOException {
        build(sites);
        Map<String, String> before = digests();
        Path base = list("data").stream()
                .filter(file -> file.toString().endsWith(".iso"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(base);
        bytes[bytes.length / 2] ^= 1;
        Files.write(base, bytes);

        assertThat(build(sites).baseKept()).isFalse();
        assertThat(digests()).isEqualTo(before);
        assertThat(sha256OfImage(sites.get(0).name()))
                .isEqualTo(before.get(sites.get(0).name()));
    }

    @Test
    void buildWhenTheIndexIsDamagedSaysSoAndMakesAllAnew() throws IOException {
        build(sites);
        Map<String, String> before = digests();
        Files.writeString(directory.resolve("images/index.json"), "{\"slipwaySites\": 1");
        assertThatThrownBy(this::digests).hasMessageContaining("is damaged");

        List<String> warnings = new ArrayList<>();
        new SiteImagesBuild(new BuildCache(directory.resolve("cache")), warningsTo(warnings), Map.of())
                .build(request(sites, Materialized.NONE));
        assertThat(warnings).singleElement().asString().contains("is damaged", "made anew");
        assertThat(digests()).isEqualTo(before);
    }

    @Test
    void buildWhenAPackIsGoneMakesItsContentsAnew() throws IOException {
        build(sites);
        Map<String, String> before = digests();
        Files.delete(packs().iterator().next());

        List<String> warnings = new ArrayList<>();
        new SiteImagesBuild(new BuildCache(directory.resolve("cache")), warningsTo(warnings), Map.of())
                .build(request(sites, Materialized.NONE));
        assertThat(warnings).singleElement().asString().contains("is damaged", "made anew");
        assertThat(digests()).isEqualTo(before);
        assertThat(sha256OfImage(sites.getFirst().name()))
                .isEqualTo(before.get(sites.getFirst().name()));
    }

    @Test
    void buildWhenSitesFailTellsAllAndLeavesTheOldIndex() throws IOException {
        build(sites);
        byte[] index = Files.readAllBytes(directory.resolve("images/index.json"));
        List<SiteInput> broken = new ArrayList<>(sites);
        broken.set(4, new Broken("broken-a"));
        broken.set(7, new Broken("broken-b"));

        assertThatThrownBy(() -> new SiteImagesBuild(
                                new BuildCache(directory.resolve("cache")), BuildListener.SILENT, Map.of())
                        .build(new SiteImagesRequest(medium, directory.resolve("images"), broken, Materialized.NONE)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("2 of 12 sites cannot be built")
                .hasMessageContaining("broken-a: it is broken")
                .hasMessageContaining("broken-b: it is broken");
        assertThat(Files.readAllBytes(directory.resolve("images/index.json"))).isEqualTo(index);
        assertThat(list("data")).noneMatch(file -> file.toString().contains("new"));
    }

    @Test
    void buildWritesFilesOnlyForSitesThatAreAskedFor() throws IOException {
        build(sites);
        assertThat(list("")).extracting(Path::getFileName).map(Path::toString).containsExactly("data", "index.json");

        Materialized two = new Materialized(false, Set.of("site-001", "full"));
        SiteImagesResult result = new SiteImagesBuild(
                        new BuildCache(directory.resolve("cache")), BuildListener.SILENT, Map.of())
                .build(request(sites, two));
        assertThat(result.made()).isZero();
        Path file = directory.resolve("images/site-001.iso");
        assertThat(result.materialized()).containsExactly(file, directory.resolve("images/full.iso"));
        assertThat(Image.ofFile(file).sha256().hex()).isEqualTo(digests().get("site-001"));
    }

    @Test
    void buildKeepsWhatHoldsSecretsFromOthers() throws IOException {
        build(sites);
        for (Path file : list("data")) {
            String name = String.valueOf(file.getFileName());
            if (name.startsWith("contents-") || name.startsWith("state-")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(name)
                        .isEqualTo("rw-------");
            }
        }
        assertThat(Files.readString(directory.resolve("images/index.json"))).doesNotContain("hostname");
    }

    @Test
    void buildWhenAnImageIsBeingReadLeavesItsFileAlone() throws IOException {
        build(sites);
        try (SiteImages images = SiteImages.open(directory.resolve("images"))) {
            SiteEntry site = images.find("site-000").orElseThrow();
            medium = SmallBase.request(
                    directory,
                    new IsoFile(ForeignIso.APPENDED_MBR.make(Files.createDirectories(directory.resolve("b")))),
                    "unused.iso");
            build(sites);
            assertThat(digests().get("site-000")).isNotEqualTo(site.sha256());
            Image image = images.image(site);
            assertThat(image.sha256().hex()).isEqualTo(site.sha256());
        }
        build(sites);
        assertThat(list("data"))
                .filteredOn(file -> file.toString().endsWith(".iso"))
                .hasSize(1);
    }

    private SiteImagesResult build(List<MadeSite> of) {
        return new SiteImagesBuild(new BuildCache(directory.resolve("cache")), BuildListener.SILENT, Map.of())
                .build(request(of, Materialized.NONE));
    }

    private SiteImagesRequest request(List<MadeSite> of, Materialized materialized) {
        return new SiteImagesRequest(medium, directory.resolve("images"), of, materialized);
    }

    private static BuildListener warningsTo(List<String> warnings) {
        return new BuildListener() {
            @Override
            public void warning(String text) {
                warnings.add(text);
            }
        };
    }

    private Map<String, String> digests() throws IOException {
        return digests(directory.resolve("images"));
    }

    private static Map<String, String> digests(Path images) throws IOException {
        try (SiteImages opened = SiteImages.open(images)) {
            return opened.entries().stream()
                    .collect(java.util.stream.Collectors.toMap(SiteEntry::name, SiteEntry::sha256));
        }
    }

    private String sha256OfImage(String site) throws IOException {
        try (SiteImages opened = SiteImages.open(directory.resolve("images"))) {
            return opened.image(opened.find(site).orElseThrow()).sha256().hex();
        }
    }

    /// The index says of every site what a build into an empty directory says, and each image is what it says.
    private void assertSameAsFresh(List<MadeSite> of) throws IOException {
        Path fresh = directory.resolve("fresh");
        new SiteImagesBuild(new BuildCache(directory.resolve("cache")), BuildListener.SILENT, Map.of())
                .build(new SiteImagesRequest(medium, fresh, of, Materialized.NONE));
        assertThat(digests()).isEqualTo(digests(fresh));
        for (MadeSite site : of) {
            assertThat(sha256OfImage(site.name())).isEqualTo(digests().get(site.name()));
        }
        try (Stream<Path> files = Files.walk(fresh)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Set<Path> packs() throws IOException {
        Set<Path> packs = new TreeSet<>(list("data"));
        packs.removeIf(file -> !file.toString().endsWith(".pack"));
        return packs;
    }

    private List<Path> list(String folder) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("images").resolve(folder))) {
            return files.filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /// A site that cannot be made.
    private record Broken(String name) implements SiteInput {
        @Override
        public byte[] fingerprint() {
            return new byte[32];
        }

        @Override
        public SiteContent content() {
            throw Problem.input("broken", name + ": it is broken").exception();
        }

        @Override
        public List<Remark> check(SiteContent content, Flavour flavour) {
            return List.of();
        }
    }
}
