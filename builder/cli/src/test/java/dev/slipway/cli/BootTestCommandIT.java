package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.BootSector;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The verb with guests of one sector, which are over in a second.
@RequiresTool("qemu-system-x86_64")
class BootTestCommandIT {

    @TempDir
    private Path directory;

    @Test
    void everythingExpectedIsToldAndPasses() throws IOException {
        BootSector.begin().say("step one\nstep two\n").switchOff().writeTo(directory.resolve("disk.img"));

        Run run = Run.in(directory, "boot-test", "disk.img", "--expect", "one$", "--expect=two", "--expect-poweroff");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("Saw 'one\\$' on the console after [0-9.]+ s: .*step one"),
                        line -> assertThat(line).matches("Saw 'two' on the console after [0-9.]+ s: step two"),
                        line -> assertThat(line)
                                .matches("Saw the machine's power-off after .*: the guest switched .* off"),
                        line -> assertThat(line).matches(".*disk.img passed: bios, disk, in [0-9.]+ s"));
        assertThat(run.err()).contains("Wait for 'one$' on the console\n", "Wait for the machine's power-off\n");
    }

    @Test
    void withoutExpectationsALoginPromptIsAwaited() throws IOException {
        BootSector.begin().say("edge-7 login: ").halt().writeTo(directory.resolve("disk.img"));

        Run run = Run.in(directory, "boot-test", "disk.img", "--media=usb");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("edge-7 login:", "passed: bios, usb");
    }

    @Test
    void whatDoesNotComeFailsWithTheLastLinesAndAPicture() throws IOException {
        BootSector.begin().say("first words\nlast words\n").halt().writeTo(directory.resolve("disk.img"));

        Run run =
                Run.in(directory, "boot-test", "disk.img", "--expect=never", "--timeout=4s", "--screenshot=screen.png");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("for 'never' on the console", "because it did not come within", "look at its screen: ")
                .contains("The last lines of its console:\n", "  last words\n");
        assertThat(directory.resolve("screen.png")).isNotEmptyFile();
        assertThat(Arrays.copyOf(Files.readAllBytes(directory.resolve("screen.png")), 4))
                .containsExactly(0x89, 'P', 'N', 'G');
    }

    @Test
    void guestThatPanicsFailsAtOnce() throws IOException {
        BootSector.begin()
                .say("[    1.0] Kernel panic - not syncing: VFS\n")
                .halt()
                .writeTo(directory.resolve("disk.img"));

        Run run = Run.in(directory, "boot-test", "disk.img", "--timeout=10m", "--screenshot=screen.png");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("because the guest said: ", "Kernel panic - not syncing: VFS");
    }

    @Test
    void restartIsNoPowerOff() throws IOException {
        BootSector.begin().say("bye\n").restart().writeTo(directory.resolve("disk.img"));

        Run run = Run.in(directory, "boot-test", "disk.img", "--expect-poweroff");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("because the guest restarted its machine")
                .doesNotContain("look at its screen");
    }

    @Test
    void jsonTellsStepsAndThenAllOfIt() throws IOException {
        BootSector.begin().say("up\n").halt().writeTo(directory.resolve("disk.img"));

        Run run = Run.in(directory, "boot-test", "disk.img", "--expect", "up", "--json");

        assertThat(run.status()).isZero();
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("{\"event\":\"step\",\"step\":\"Wait for 'up' on the console\"}"),
                        line -> assertThat(line)
                                .startsWith("{\"event\":\"done\",\"passed\":true,\"image\":\"")
                                .contains("\"firmware\":\"bios\",\"medium\":\"disk\",\"accelerator\":\"")
                                .containsPattern("\"checks\":\\[\\{\"awaited\":\"'up' on the console\",\"passed\":true,"
                                        + "\"seen\":\"[^\"]*up\",\"why\":null,\"waited\":[0-9.]+\\}\\]")
                                .containsPattern("\"took\":[0-9.]+,\"screenshot\":null,\"lastLines\":\\[\\]\\}$"));
        assertThat(run.err()).isEmpty();
    }

    @Test
    void jsonOfAFailureHoldsWhatWasAwaitedAndTheLastLines() throws IOException {
        BootSector.begin().say("up\n").halt().writeTo(directory.resolve("disk.img"));

        Run run = Run.in(directory, "boot-test", "disk.img", "--expect", "never", "--timeout", "3s", "--json");

        assertThat(run.status()).isEqualTo(1);
        String done = run.out().lines().toList().getLast();
        assertThat(done)
                .startsWith("{\"event\":\"done\",\"passed\":false,")
                .contains("\"passed\":false,\"seen\":null,\"why\":\"it did not come within ")
                .containsPattern("\"lastLines\":\\[[^\\]]*up\"");
        Files.delete(Path.of(done.replaceAll(".*\"screenshot\":\"([^\"]+)\".*", "$1")));
    }

    @Test
    void installerLeavesADiskThatBoots() throws IOException {
        BootSector.begin()
                .copyToSecondDisk()
                .say("installed\n")
                .switchOff()
                .writeTo(directory.resolve("installer.img"));
        Files.write(directory.resolve("disk.img"), new byte[1 << 20]);

        Run install =
                Run.in(directory, "boot-test", "installer.img", "--disk", "disk.img", "--disk=1G", "--expect-poweroff");
        Run boot = Run.in(directory, "boot-test", "disk.img", "--expect", "installed");

        assertThat(install.status()).as(install.err()).isZero();
        assertThat(boot.status()).as(boot.err()).isZero();
    }

    @Test
    @RequiresTool("qemu-img")
    void diskOfAnOvaIsBooted() throws IOException {
        Path raw = BootSector.begin().say("appliance\n").halt().writeTo(directory.resolve("raw.img"));
        Path vmdk = directory.resolve("edge-disk1.vmdk");
        Tool.of("qemu-img", "convert", "-O", "vmdk", "-o", "subformat=streamOptimized", raw, vmdk)
                .run();
        Files.writeString(directory.resolve("edge.ovf"), "<Envelope/>");
        Tool.of("tar", "--format=ustar", "-cf", "edge.ova", "edge.ovf", "edge-disk1.vmdk")
                .in(directory)
                .run();

        Run run = Run.in(directory, "boot-test", "edge.ova", "--expect=appliance");

        assertThat(run.status()).as(run.err()).isZero();
    }

    @Test
    void damagedDiskImageIsBadInput() throws IOException {
        Files.writeString(directory.resolve("disk.qcow2"), "no disk at all");

        Run run = Run.in(directory, "boot-test", "disk.qcow2");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("slipway: QEMU cannot use this image", "not in qcow2 format");
    }

    @Test
    void otherThanTheImageIsNotToBlameOnIt() throws IOException {
        BootSector.begin().say("up\n").halt().writeTo(directory.resolve("disk.img"));

        Run run = Run.in(directory, "boot-test", "disk.img", "--memory=999999T");

        assertThat(run.status()).isIn(2, 4);
    }
}
