package dev.slipway.builder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.userdata.UserData;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The installer of the reference base, which is written in Python, makes the same of the same user-data.
@RequiresTool("python3")
class InstallerAgreementIT {

    private static final Path SYSTEM_PYTHON = Path.of("/usr/bin/python3");
    private static final Path PACKAGES = Path.of(
                    "../../templates/src/main/resources/dev/slipway/templates",
                    "base/overlay/usr/lib/python3/dist-packages")
            .toAbsolutePath();
    private static final long DISK_BYTES = 20L << 30;
    private static final long SYSTEM_BYTES = 900_000_001;
    private static final long SITE_BYTES = 212_992;

    /// Prints one line for each partition, and the arguments of the kernel; or that it refuses.
    private static final String PROGRAM = """
            import sys, yaml
            sys.path.insert(0, sys.argv[1])
            from slipway_host.install import layout, menu, settings
            from slipway_host.install.failure import InstallFailure
            try:
                read = settings.settings_of(yaml.safe_load(open(sys.argv[2]).read()) or {})
                for part in sorted(layout.plan(int(sys.argv[3]), read, int(sys.argv[4]), int(sys.argv[5]))):
                    print(part.number, part.name, part.type, part.size, part.filesystem, part.label)
                print(menu.split(read.arguments))
            except InstallFailure:
                print("refused")
            """;

    @TempDir
    private static Path directory;

    private static Object python;

    @BeforeAll
    static void findPython() {
        python = Files.isExecutable(SYSTEM_PYTHON) ? SYSTEM_PYTHON : "python3";
        Assumptions.assumeTrue(Tool.of(python, "-c", "import yaml").tryRun().status() == 0, "python3 has no yaml here");
    }

    private static List<String> installer(String text) throws IOException {
        Path program = Files.writeString(directory.resolve("program.py"), PROGRAM);
        Path userData = Files.writeString(directory.resolve("user-data"), text);
        return Tool.of(python, "-B", program, PACKAGES, userData, DISK_BYTES, SYSTEM_BYTES, SITE_BYTES)
                .run()
                .lines()
                .toList();
    }

    private static List<String> ours(String text) {
        InstallSettings settings = InstallSettings.of(UserData.of(text.getBytes(StandardCharsets.UTF_8), "user-data"));
        List<DiskPartition> partitions =
                DiskLayout.plan(DISK_BYTES, settings, SYSTEM_BYTES, SITE_BYTES).partitions().stream()
                        .sorted(Comparator.comparingInt(DiskPartition::number))
                        .toList();
        List<String> lines = new ArrayList<>();
        for (DiskPartition part : partitions) {
            lines.add(String.join(
                    " ",
                    Integer.toString(part.number()),
                    part.name(),
                    part.type().toString().toUpperCase(Locale.ROOT),
                    Long.toString(part.size()),
                    part.fileSystem(),
                    part.label()));
        }
        lines.add(settings.arguments().stream()
                .map(word -> word.contains("'") ? "\"" + word + "\"" : "'" + word + "'")
                .toList()
                .toString());
        return lines;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hostname: x",
                "install: {partitions: {oem: {size: 100, fs: ext4}, state: {size: 2000}}}",
                "install: {partitions: {persistent: {size: 600, fs: ext4}}, extra-partitions: [{fs: none}]}",
                "install: {extra-partitions: [{fs: vfat, size: 40, label: A}, {fs: ext4, size: 50, name: b, label: C}]}",
                "install: {grub_options: {extra_cmdline: ' a=1   b ', extra_active_cmdline: \"c=it's\"}}",
                "install: {partitions: {persistent: {size: 0}}, passive: false, image: ''}",
                "install: {no-format: no, source: ~}"
            })
    void partitionsAndArgumentsAreThoseOfTheInstaller(String text) throws IOException {
        assertThat(ours("#cloud-config\n" + text + "\n")).isEqualTo(installer("#cloud-config\n" + text + "\n"));
    }

    @ParameterizedTest
    @MethodSource("dev.slipway.builder.disk.InstallSettingsTests#refused")
    void installerRefusesWhatWeRefuse(String text, String message) throws IOException {
        if (message.startsWith("no file system")) {
            // Only it makes those.
            assertThat(installer(text + "\n").getFirst()).startsWith("1 BIOS");
        } else {
            assertThat(installer(text + "\n")).containsExactly("refused");
        }
    }
}
