package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.testkit.LoopDevice;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `sites write` to disks that the kernel has: nothing is written to one that nobody confirmed.
@RequiresTool({"losetup", "mkfs.ext4", "mount", "umount"})
class SitesWriteDeviceIT {

    private static final long DISK_BYTES = 64L << 20;
    private static final int COLUMNS = 80;

    @TempDir
    Path directory;

    @BeforeEach
    void build() throws IOException {
        TrainingMedium.writeTo(directory.resolve("base.iso"));
        Files.writeString(directory.resolve("sites.csv"), "name,host\nmunich,m\noslo,o\n");
        Files.writeString(directory.resolve("user-data.ftl"), "#cloud-config\nhostname: ${host}\n");
        Run built = run(
                "",
                0,
                "build-sites",
                "--base=base.iso",
                "--sites=sites.csv",
                "--user-data=user-data.ftl",
                "--output=images");
        assertThat(built.status()).as(built.err()).isZero();
    }

    @Test
    void writeWithYesPutsTheImageOnTheDisk() throws IOException {
        try (LoopDevice loop = LoopDevice.of(directory.resolve("disk"), DISK_BYTES)) {
            Run run = write(loop, "", 0, "--yes");

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out()).matches("Wrote " + loop.path() + ": [0-9.]+ MB, site oslo, read back and equal\n");
            assertThat(run.err()).isEqualTo("Write %1$s\nRead back %1$s\n".formatted(loop.path()));
        }
        assertDiskHoldsTheImage();
    }

    @Test
    void writeWithoutATerminalAsksForYes() throws IOException {
        try (LoopDevice loop = LoopDevice.of(directory.resolve("disk"), DISK_BYTES)) {
            Run run = write(loop, loop.path().getFileName() + "\n", 0);

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err())
                    .isEqualTo("slipway: everything on the device would be lost (%s (67.1 MB))\n  fix: add --yes\n"
                            .formatted(loop.path()));
        }
        assertDiskIsUntouched();
    }

    @Test
    void writeAtATerminalGoesOnWhenTheNameIsTyped() throws IOException {
        try (LoopDevice loop = LoopDevice.of(directory.resolve("disk"), DISK_BYTES)) {
            Run run = write(loop, loop.path().getFileName() + "\n", COLUMNS);

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.err())
                    .startsWith("Everything on %s (67.1 MB) will be lost. Type %s to go on: "
                            .formatted(loop.path(), loop.path().getFileName()));
        }
        assertDiskHoldsTheImage();
    }

    @Test
    void writeAtATerminalStopsWhenAnythingElseIsTyped() throws IOException {
        try (LoopDevice loop = LoopDevice.of(directory.resolve("disk"), DISK_BYTES)) {
            for (String typed : new String[] {"yes\n", "\n", ""}) {
                Run run = write(loop, typed, COLUMNS);

                assertThat(run.status()).as(typed).isEqualTo(2);
                assertThat(run.out()).isEmpty();
                assertThat(run.err()).contains("nothing was written", "because its name was not typed");
            }
        }
        assertDiskIsUntouched();
    }

    @Test
    void writeToADiskThatIsMountedIsRefusedBeforeItAsks() throws IOException {
        try (LoopDevice loop = LoopDevice.of(directory.resolve("disk"), DISK_BYTES)) {
            Tool.of("mkfs.ext4", "-q", loop.path()).run();
            Path place = Files.createDirectories(directory.resolve("mnt"));
            Tool.of("mount", loop.path(), place).run();
            try {
                Files.writeString(place.resolve("precious"), "precious");
                for (Run run : new Run[] {
                    write(loop, "", 0, "--yes"), write(loop, loop.path().getFileName() + "\n", COLUMNS)
                }) {
                    assertThat(run.status()).isEqualTo(4);
                    assertThat(run.err())
                            .startsWith("slipway: the device is in use (%s)\n".formatted(loop.path()))
                            .contains("is mounted at " + place);
                }
                assertThat(place.resolve("precious")).hasContent("precious");
            } finally {
                Tool.of("umount", place).run();
            }
            Tool.of("mount", loop.path(), place).run();
            assertThat(place.resolve("precious")).hasContent("precious");
            Tool.of("umount", place).run();
        }
    }

    private Run write(LoopDevice loop, String typed, int columns, String... more) {
        String[] arguments = {"sites", "write", "oslo", "--images=images", "--to=" + loop.path()};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return run(typed, columns, all);
    }

    private Run run(String typed, int columns, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                new Surroundings(
                        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        columns,
                        Map.of("SLIPWAY_CACHE", directory.resolve("cache").toString()),
                        directory),
                arguments);
        return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private void assertDiskHoldsTheImage() throws IOException {
        assertThat(run("", 0, "sites", "write", "oslo", "--images=images", "--to=oslo.iso")
                        .status())
                .isZero();
        Image image = Image.ofFile(directory.resolve("oslo.iso"));
        assertThat(Image.ofFile(directory.resolve("disk"))
                        .slice(0, image.size())
                        .sha256())
                .isEqualTo(image.sha256());
    }

    private void assertDiskIsUntouched() throws IOException {
        assertThat(Image.ofFile(directory.resolve("disk")).sha256())
                .isEqualTo(Image.zeros(DISK_BYTES).sha256());
    }
}
