package dev.slipway.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The goal with the real engine behind it, on the Java that the search finds on this machine.
class EngineSideIT {

    private static final String MAIN_CLASS = "dev.slipway.builder.installer.process.InstallerProcess";

    @TempDir
    Path scratch;

    private Path directory;

    @BeforeEach
    void prepare() throws IOException {
        directory = Files.createDirectory(scratch.resolve("project"));
    }

    static List<Path> javas() {
        return Javas.both();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void buildWhenTheEngineFindsAProblemFailsWithoutATrace(Path java) {
        var outcome = MavenBuild.project("properties", directory)
                .on(java)
                .property("slipway.base", "floppy:a.img")
                .property("slipway.userData", "user-data")
                .fail("package");

        assertThat(outcome.log())
                .contains("'floppy:a.img' names no base")
                .contains("fix: write iso:FILE")
                .doesNotContain("\tat ")
                .doesNotContain("Exception:");
        assertThat(directory.resolve("target/edge-site-1.0.iso")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("javas")
    @RequiresTool("xorriso")
    void buildWhenBaseIsAnIsoBakesTheUserDataIn(Path java) throws IOException {
        isoBase();
        var build = grafting().on(java);
        build.succeed("package");
        var again = build.succeed("package");

        Path iso = directory.resolve("target/edge-site-1.0.iso");
        assertThat(extracted(iso, "/slipway/user-data")).hasSameBinaryContentAs(directory.resolve("user-data"));
        assertThat(extracted(iso, "/opt/content/list.txt")).hasContent("a bundle of content");
        assertThat(extracted(iso, "/boot/grub/grub.cfg"))
                .content()
                .contains("boot=live quiet", "console=ttyS0,115200n8", "nomodeset");
        assertThat(Tool.of("xorriso", "-indev", iso, "-pvd_info").run()).contains("EDGE_SITE");
        assertThat(again.log()).contains("up to date: " + iso);
    }

    @Test
    @RequiresTool("xorriso")
    void buildWhenDoneTwiceGivesTheSameBytes() throws IOException {
        isoBase();
        grafting().on(Javas.older()).succeed("package");
        Path first = Files.move(directory.resolve("target/edge-site-1.0.iso"), scratch.resolve("first.iso"));
        grafting().on(Javas.newest()).succeed("package");

        assertThat(directory.resolve("target/edge-site-1.0.iso")).hasSameBinaryContentAs(first);
    }

    @Test
    @RequiresTool("xorriso")
    void buildWhenEnvFileNamesTheIsoWritesAndAttachesThat() throws IOException {
        isoBase();
        MavenBuild.project("properties", directory)
                .property("slipway.base", "iso:base.iso")
                .property("slipway.envFile", "installer.env")
                .on(Javas.older())
                .succeed("install");

        assertThat(MavenBuild.repository().resolve("com/example/edge-site/1.0/edge-site-1.0.iso"))
                .hasSameBinaryContentAs(directory.resolve("target/edge.iso"));
    }

    @Test
    @RequiresTool("tar")
    void buildWhenADiskIsNamedAttachesItsAppliance() throws IOException {
        var build =
                MavenBuild.project("appliance", directory).on(Javas.older()).property("slipway.ova.disks", "disk.raw");
        rawDisk(directory.resolve("disk.raw"), "first");
        build.succeed("install");
        Path ova = directory.resolve("target/edge-site-1.0.ova");
        assertThat(Tool.of("tar", "-tf", ova).run().lines())
                .containsExactlyInAnyOrder("edge-site-1.0.ovf", "edge-site-1.0.mf", "edge-site-1.0-disk1.vmdk");
        assertThat(MavenBuild.repository().resolve("com/example/edge-site/1.0/edge-site-1.0.ova"))
                .hasSameBinaryContentAs(ova);

        assertThat(build.succeed("package").log()).contains("up to date: " + ova);
        rawDisk(directory.resolve("disk.raw"), "other");
        assertThat(build.succeed("package").log()).contains("built " + ova).contains("ova, a disk of 64.0 MiB");
    }

    @Test
    void buildWhenUserDataIsMissingSaysWhichFile() {
        var outcome = MavenBuild.project("missing-user-data", directory)
                .on(Javas.older())
                .fail("package");

        assertThat(outcome.log())
                .contains(directory.resolve("no-such-file").toString())
                .doesNotContain("\tat ")
                .doesNotContain("Exception:");
    }

    @Test
    @RequiresTool("mkfifo")
    void buildWhenMavenIsKilledEndsTheEngine() throws Exception {
        // The engine waits for somebody to write into the pipe, as it would wait for a long piece of work.
        Path pipe = scratch.resolve("installer.env");
        Tool.of("mkfifo", pipe).run();
        Process maven = MavenBuild.project("minimal", directory)
                .on(Javas.older())
                .property("slipway.envFile", pipe.toString())
                .start(scratch.resolve("log"), "package");
        try {
            ProcessHandle engine = Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> engineOf(maven), Optional::isPresent)
                    .orElseThrow();
            maven.destroyForcibly();

            assertThat(engine.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
        } finally {
            maven.descendants().forEach(ProcessHandle::destroyForcibly);
            maven.destroyForcibly();
        }
    }

    private static Optional<ProcessHandle> engineOf(Process maven) {
        return maven.descendants()
                .filter(process -> commandLine(process).contains(MAIN_CLASS))
                .findFirst();
    }

    /// Whole, where the JDK's own view of another process ends after 4096 characters: in the middle of a class path.
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            // It has just ended.
            return "";
        }
    }

    private MavenBuild grafting() {
        return MavenBuild.project("properties", directory)
                .property("slipway.base", "iso:base.iso")
                .property("slipway.userData", "user-data")
                .property("slipway.volumeId", "EDGE_SITE")
                .property("slipway.kernelArguments", "console=ttyS0,115200n8 nomodeset")
                .property("slipway.additions.opt/content/list.txt", "list.txt");
    }

    /// A disk with a text on it, and holes.
    private static void rawDisk(Path file, String text) throws IOException {
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength(64 << 20);
            disk.seek(1 << 20);
            disk.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// An ISO that somebody else's tool made, with all that tells a Debian live system and nothing that boots.
    private void isoBase() throws IOException {
        MavenBuild.project("properties", directory);
        Files.writeString(directory.resolve("list.txt"), "a bundle of content");
        Path tree = scratch.resolve("tree");
        Files.createDirectories(tree.resolve("live"));
        Files.createDirectories(tree.resolve("boot/grub"));
        Files.writeString(tree.resolve("live/filesystem.squashfs"), "no squashfs");
        Files.writeString(tree.resolve("live/vmlinuz"), "no kernel");
        Files.writeString(tree.resolve("live/initrd.img"), "no initrd");
        Files.writeString(tree.resolve("boot/grub/grub.cfg"), """
                menuentry "Live" {
                  linux /live/vmlinuz boot=live quiet
                  initrd /live/initrd.img
                }
                """);
        Tool.of("xorriso", "-as", "mkisofs", "-o", directory.resolve("base.iso"), "-V", "BASE", "-r", "-J", tree)
                .run();
    }

    private Path extracted(Path iso, String path) {
        Path file = scratch.resolve(path.substring(path.lastIndexOf('/') + 1));
        Tool.of("xorriso", "-osirrox", "on", "-indev", iso, "-extract", path, file)
                .run();
        return file;
    }
}
