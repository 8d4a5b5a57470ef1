package dev.slipway.builder.siteimage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.base.BaseReference;
import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.evidence.EvidenceOptions;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.installer.CoreOsIso;
import dev.slipway.builder.installer.ForeignIso;
import dev.slipway.builder.installer.InstallerBuild;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.builder.installer.SmallBase;
import dev.slipway.builder.site.SeedFiles;
import dev.slipway.builder.siteimage.SiteImagesRequest.Materialized;
import dev.slipway.image.Image;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Site images against the installers that are built for each site alone.
@RequiresTool({"grub-mkimage", "xorriso", "genisoimage", "mkfs.fat", "mcopy"})
class SiteImagesIT {

    private static final long SEED = 20261121;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"debian-live", "kairos", "PARTITION_OFFSET", "APPENDED_MBR", "ISOHYBRID"})
    void imageEqualsTheOneThatIsBuiltForTheSiteAlone(String kind) throws IOException {
        System.out.println("random sites: seed " + SEED);
        InstallerRequest medium = SmallBase.request(directory, base(kind), "unused.iso");
        List<MadeSite> sites = RandomSites.of(new Random(SEED), 12);

        build(medium, sites);

        try (SiteImages images = SiteImages.open(directory.resolve("images"))) {
            assertThat(images.entries()).extracting(SiteEntry::name).containsExactlyElementsOf(names(sites));
            for (MadeSite site : sites) {
                Path alone = alone(medium, site);
                Path streamed = directory.resolve("streamed.iso");
                SiteEntry entry = images.find(site.name()).orElseThrow();
                try (WritableByteChannel out = Channels.newChannel(Files.newOutputStream(streamed))) {
                    Image image = images.image(entry);
                    image.transferTo(out, 0, image.size());
                }
                assertThat(Files.mismatch(streamed, alone)).as(site.name()).isEqualTo(-1);
                assertThat(Tool.of("sha256sum", streamed).run()).startsWith(entry.sha256());
                assertExtracted(streamed, kind.equals("kairos") ? "/config.yaml" : "/slipway/user-data", site);
            }
        }
    }

    @Test
    void imageOfCoreOsEqualsTheOneThatIsBuiltForTheSiteAlone() throws IOException {
        InstallerRequest medium = SmallBase.request(directory, new IsoFile(CoreOsIso.small(directory)), "unused.iso");
        List<MadeSite> sites = List.of(
                MadeSite.of("one", "{\"ignition\": {\"version\": \"3.4.0\"}}\n"),
                MadeSite.of("two", "{\"ignition\": {\"version\": \"3.3.0\"}, \"storage\": {}}\n"));

        build(medium, sites);

        try (SiteImages images = SiteImages.open(directory.resolve("images"))) {
            for (MadeSite site : sites) {
                SiteEntry entry = images.find(site.name()).orElseThrow();
                Path streamed = directory.resolve("streamed.iso");
                images.image(entry).writeTo(streamed);
                assertThat(Files.mismatch(streamed, alone(medium, site))).isEqualTo(-1);
                assertThat(Tool.of("sha256sum", streamed).run()).startsWith(entry.sha256());
            }
        }
    }

    private BaseReference base(String kind) throws IOException {
        return switch (kind) {
            case "debian-live" -> SmallBase.debianLive(directory.resolve("root"));
            case "kairos" -> SmallBase.kairos(directory.resolve("root"));
            default -> new IsoFile(ForeignIso.valueOf(kind).make(directory));
        };
    }

    private SiteImagesResult build(InstallerRequest medium, List<MadeSite> sites) {
        return new SiteImagesBuild(new BuildCache(directory.resolve("cache")), BuildListener.SILENT, Map.of())
                .build(new SiteImagesRequest(medium, directory.resolve("images"), sites, Materialized.NONE));
    }

    private Path alone(InstallerRequest medium, MadeSite site) throws IOException {
        Path userData = Files.writeString(directory.resolve("alone-user-data"), site.userData());
        Path output = directory.resolve("alone.iso");
        new InstallerBuild(new BuildCache(directory.resolve("cache")), BuildListener.SILENT)
                .build(new InstallerRequest(
                        medium.base(),
                        userData,
                        SeedFiles.NONE,
                        output,
                        medium.medium(),
                        false,
                        medium.access(),
                        EvidenceOptions.NONE));
        return output;
    }

    private static List<String> names(List<MadeSite> sites) {
        return sites.stream().map(MadeSite::name).toList();
    }

    private void assertExtracted(Path image, String path, MadeSite site) throws IOException {
        Path extracted = directory.resolve("extracted");
        Files.deleteIfExists(extracted);
        Tool.of("xorriso", "-osirrox", "on", "-indev", image, "-extract", path, extracted)
                .run();
        assertThat(extracted).hasContent(site.userData());
    }
}
