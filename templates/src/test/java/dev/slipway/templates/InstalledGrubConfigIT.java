package dev.slipway.templates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is laid out has the menu that one has which was installed.
@RequiresTool("python3")
class InstalledGrubConfigIT {

    private static final Path PACKAGES = Path.of(
                    "src/main/resources/dev/slipway/templates/base/overlay/usr/lib/python3/dist-packages")
            .toAbsolutePath();

    private static final InstalledGrubConfig MENU = new InstalledGrubConfig(
            "0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f1",
            "1f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f1",
            "2f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f1",
            List.of("console=tty0", "console=ttyS0,115200"),
            List.of("a", "grüße=1", "b=\"c d\"", "e='f'", "$g;h"));

    @TempDir
    private Path directory;

    private String python(String expression) throws IOException {
        Path script = Files.writeString(directory.resolve("print.py"), """
                import sys
                sys.path.insert(0, %s)
                from slipway_host.install import menu
                live = ["quiet", "console=tty0", "console=ttyS0,115200", "console="]
                uuids = {"state": %s, "oem": %s, "persistent": %s}
                extra = 'a grüße=1 b="c d"\\te=\\'f\\' $g;h'
                sys.stdout.write(%s)
                """.formatted(
                text(PACKAGES), text(MENU.stateUuid()), text(MENU.oemUuid()), text(MENU.persistentUuid()), expression));
        return Tool.of("python3", "-B", script).run();
    }

    private static String text(Object value) {
        return "'" + value + "'";
    }

    @Test
    void menuIsTheOneOfTheInstaller() throws IOException {
        assertThat(Templates.builtIn().render(MENU))
                .isEqualTo(python("menu.menu(uuids['state'], menu.kernel_words(live, uuids, extra))"));
    }

    @Test
    void efiMenuIsTheOneOfTheInstaller() throws IOException {
        assertThat(Templates.builtIn().render(new InstalledEfiConfig(MENU.stateUuid())))
                .isEqualTo(python("menu.efi_stub(uuids['state'])"));
    }

    @Test
    @RequiresTool("grub-script-check")
    void grubUnderstandsBoth() throws IOException {
        for (Template model : List.of(MENU, new InstalledEfiConfig(MENU.stateUuid()))) {
            Path file = Files.writeString(
                    directory.resolve("grub.cfg"), Templates.builtIn().render(model));
            assertThat(Tool.of("grub-script-check", file).run()).isEmpty();
        }
    }
}
