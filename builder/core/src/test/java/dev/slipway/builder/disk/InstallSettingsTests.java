package dev.slipway.builder.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.userdata.UserData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstallSettingsTests {

    private static UserData userData(String text) {
        return UserData.of(("#cloud-config\n" + text).getBytes(StandardCharsets.UTF_8), "user-data");
    }

    private static InstallSettings settings(String text) {
        return InstallSettings.of(userData(text));
    }

    @Test
    void ofWhenNothingIsSaidLeavesEverythingOpen() {
        assertThat(settings("hostname: x\n"))
                .isEqualTo(new InstallSettings(Optional.empty(), Optional.empty(), 0, List.of(), List.of()));
    }

    @Test
    void ofReadsEverySetting() {
        InstallSettings settings = settings("""
                install:
                  device: auto
                  partitions:
                    oem: {size: 128, fs: ext4}
                    state: {size: 4096}
                    persistent: {size: 0x400, fs: ext4}
                  extra-partitions:
                    - {name: data, size: 100, fs: ext4, label: DATA}
                    - {fs: vfat, size: 34, label: FAT}
                    - {fs: none}
                  grub_options:
                    extra_cmdline: "a  b=\\"c d\\""
                    extra_active_cmdline: e
                """);
        assertThat(settings)
                .isEqualTo(new InstallSettings(
                        Optional.of(128L),
                        Optional.of(4096L),
                        1024,
                        List.of(
                                new ExtraPartition("data", 100, "ext4", "DATA"),
                                new ExtraPartition("", 34, "vfat", "FAT"),
                                new ExtraPartition("", 0, "none", "")),
                        List.of("a", "b=\"c d\"", "e")));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("install: x", "'install' must be a mapping"),
                arguments("install: {image: y}", "'install.image' cannot be honoured"),
                arguments("install: {no-format: yes}", "'install.no-format' cannot be honoured"),
                arguments(
                        "install: {partitions: {oem: {size: 15}}}",
                        "'install.partitions.oem.size' must be a whole number"),
                arguments(
                        "install: {partitions: {oem: {size: true}}}",
                        "'install.partitions.oem.size' must be a whole number"),
                arguments(
                        "install: {partitions: {oem: {size: '64'}}}",
                        "'install.partitions.oem.size' must be a whole number"),
                arguments("install: {partitions: {oem: {fs: xfs}}}", "'install.partitions.oem.fs' must be ext4"),
                arguments("install: {partitions: {persistent: {fs: ext3}}}", "no file system ext3"),
                arguments("install: {partitions: {persistent: {size: 511}}}", "at least 512"),
                arguments("install: {extra-partitions: {a: b}}", "'install.extra-partitions' must be a list"),
                arguments("install: {extra-partitions: [x]}", "'install.extra-partitions[0]' must be a mapping"),
                arguments("install: {extra-partitions: [{size: 5}]}", "no file system ext2"),
                arguments("install: {extra-partitions: [{size: 5, fs: vfat}]}", "at least 34"),
                arguments(
                        "install: {extra-partitions: [{fs: ext4}, {fs: none, size: 1}]}",
                        "'install.extra-partitions[0]' has no"),
                arguments("install: {extra-partitions: [{fs: ext4}]}", "two partitions want the rest"),
                arguments("install: {extra-partitions: [{fs: ext4, size: 9, name: 'a\"b'}]}", "plain ASCII"),
                arguments("install: {grub_options: {extra_cmdline: 5}}", "a line of text"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void ofWhenTheInstallerWouldRefuseRefuses(String text, String message) {
        assertThatThrownBy(() -> settings(text + "\n"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(message);
    }

    @Test
    void ofWhenItRefusesNamesThePlace() {
        assertThatThrownBy(() -> settings("install:\n  partitions:\n    oem:\n      size: 1\n"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().where()).contains("user-data:5:13"));
    }

    @Test
    void remarksTellWhatIsNotDone() {
        assertThat(InstallRemarks.of(userData("""
                install:
                  device: /dev/sda
                  bundles: [a]
                  passive: {}
                  partitions: {recovery: {size: 5}, oem: {name: X}}
                  grub_options: {saved_entry: x}
                stages:
                  after-install.before: [{name: a}]
                """)))
                .containsExactly(
                        "install.bundles: bundles are not installed",
                        "install.device: the disk is the one that is made, whatever the machine calls it",
                        "install.partitions.recovery: there is no recovery partition",
                        "install.partitions.oem.name: the partition is always called COS_OEM",
                        "install.grub_options.saved_entry: not applied to an installed disk",
                        "stages.after-install.before: not applied: nothing is installed");
    }

    @Test
    void remarksWhenTheDeviceIsLeftOpenAreNone() {
        assertThat(InstallRemarks.of(userData("install: {device: auto, poweroff: true}\n")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"install: {poweroff: true}\n", "hostname: other\n"})
    void differencesWhenOnlyOtherThingsDifferAreNone(String text) {
        assertThat(settings("hostname: x\n").differences(settings(text))).isEmpty();
    }

    @Test
    void differencesNameTheSetting() {
        assertThat(settings("hostname: x\n").differences(settings("install: {partitions: {state: {size: 4096}}}\n")))
                .containsExactly(java.util.Map.entry("install.partitions.state.size", "not given, and here 4096"));
    }
}
