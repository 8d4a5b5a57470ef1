package dev.slipway.ova.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.boottest.GuestListener;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import dev.slipway.image.Image;
import dev.slipway.ova.site.SiteOva;
import dev.slipway.ova.site.SiteOvas;
import dev.slipway.ova.site.SiteOvasResult;
import dev.slipway.ova.verification.OvaVerification;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The appliances of sites over a finished disk, each with its seed in the drive. Those of a base are in [OvaBootIT].
@RequiresTool({"qemu-img", "tar", "sha256sum", "isoinfo"})
class SitesBuildIT {

    @TempDir
    private Path directory;

    private Path disk;
    private Path output;

    @BeforeEach
    void makeDisk() throws IOException {
        byte[] bytes = new byte[8 << 20];
        new Random(3).nextBytes(bytes);
        disk = Files.write(directory.resolve("disk.img"), bytes);
        output = directory.resolve("ovas");
    }

    @Test
    void everySiteHasTheDiskAndItsOwnSeed() throws IOException {
        List<TestSite> sites = IntStream.range(0, 20)
                .mapToObj(i ->
                        new TestSite("shop-" + i, "#cloud-config\nhostname: shop-" + i + "\n" + "# ".repeat(i * i)))
                .toList();
        SiteOvasResult result = build(sites);

        assertThat(result.sites()).isEqualTo(20);
        assertThat(result.ownBytes()).isLessThan(20 * 8192);
        SiteOvas ovas = SiteOvas.open(output);
        for (TestSite site : List.of(sites.getFirst(), sites.get(7), sites.getLast())) {
            SiteOva entry = ovas.find(site.name()).orElseThrow();
            Path ova = directory.resolve(entry.fileName());
            ovas.writeTo(entry, ova, GuestListener.SILENT);
            assertThat(Tool.of("sha256sum", ova).run()).startsWith(entry.sha256());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ova)))
                    .isEqualTo("rw-------");
            assertThat(OvaVerification.of(ova).outcomes()).noneMatch(outcome -> outcome.verdict() == Verdict.FAIL);
            Path unpacked = Files.createDirectories(directory.resolve("unpacked-" + site.name()));
            Tool.of("tar", "xf", ova, "-C", unpacked).run();
            Tool.of("sha256sum", "--strict", "-c", "ovas.mf").in(unpacked).run();
            Tool.of("qemu-img", "compare", disk, unpacked.resolve("ovas-disk1.vmdk"))
                    .run();
            assertThat(Tool.of("isoinfo", "-R", "-i", unpacked.resolve("ovas-seed.iso"), "-x", "/user-data")
                            .run())
                    .isEqualTo(site.userData());
        }
    }

    @Test
    void aSecondBuildReplacesTheFirstAndLeavesNothingOfIt() throws IOException {
        build(List.of(new TestSite("one", "#cloud-config\nhostname: one\n")));
        build(List.of(new TestSite("two", "#cloud-config\nhostname: two\n")));

        assertThat(SiteOvas.open(output).entries()).extracting(SiteOva::name).containsExactly("two");
        try (var files = Files.list(output.resolve("data"))) {
            assertThat(files.filter(file -> !file.getFileName().toString().startsWith(".")))
                    .hasSize(2);
        }
    }

    @Test
    void sitesThatCannotBeMadeAreToldTogetherAndTheOldOnesStay() throws IOException {
        build(List.of(new TestSite("one", "#cloud-config\nhostname: one\n")));
        String large = "#cloud-config\n#" + "x".repeat(200_000) + "\n";

        assertThatThrownBy(() -> build(List.of(
                        new TestSite("good", "#cloud-config\nhostname: good\n"),
                        new TestSite("large-1", large),
                        new TestSite("large-2", large))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("2 of 3 sites");
        assertThat(SiteOvas.open(output).entries()).extracting(SiteOva::name).containsExactly("one");
    }

    @Test
    void aDamagedIndexIsNotBelieved() throws IOException {
        build(List.of(new TestSite("one", "#cloud-config\nhostname: one\n")));
        Path index = output.resolve("ovas.json");
        String text = Files.readString(index);
        for (String damaged : List.of(
                text.replace("\"offset\":0", "\"offset\":123456789"),
                text.replaceFirst("\"shared\":\"[^\"]*\"", "\"shared\":\"../../etc/passwd\""),
                text.replaceFirst("\"size\":\\d+", "\"size\":17"),
                text.substring(0, text.length() / 2))) {
            Files.writeString(index, damaged);
            assertThatThrownBy(() -> SiteOvas.open(output))
                    .as(damaged)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("damaged");
        }
    }

    @Test
    void anyRangeOfAnApplianceCanBeRead() throws IOException {
        build(List.of(
                new TestSite("one", "#cloud-config\nhostname: one\n"),
                new TestSite("two", "#cloud-config\nhostname: two\n")));
        SiteOvas ovas = SiteOvas.open(output);
        Image image = ovas.image(ovas.find("two").orElseThrow());
        Path whole = directory.resolve("whole");
        image.writeTo(whole);
        byte[] bytes = Files.readAllBytes(whole);
        Random random = new Random(5);
        for (int i = 0; i < 50; i++) {
            int from = random.nextInt(bytes.length);
            int length = random.nextInt(1, Math.min(300_000, bytes.length - from) + 1);
            assertThat(image.slice(from, length).toByteArray(length))
                    .isEqualTo(Arrays.copyOfRange(bytes, from, from + length));
        }
    }

    private SiteOvasResult build(List<TestSite> sites) {
        return new SitesBuild(new BuildCache(directory.resolve("cache")), GuestListener.SILENT, Map.of())
                .build(Requests.ofDisks(List.of(disk), output).toSitesRequest(directory), sites);
    }
}
