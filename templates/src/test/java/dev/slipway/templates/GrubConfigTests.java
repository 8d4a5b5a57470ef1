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

class GrubConfigTests {

    private static final GrubConfig MENU = new GrubConfig(
            "/.disk/slipway-0123",
            List.of(
                    new GrubConfig.Entry(
                            "Install",
                            "/live/vmlinuz",
                            "/live/initrd.img",
                            List.of("boot=live", "ds=nocloud;s=file:///run/live/medium/slipway/", "a='b c' $d")),
                    new GrubConfig.Entry("Manual", "/live/vmlinuz", "/live/initrd.img", List.of())),
            3);

    @Test
    void renderPutsEveryEntryIntoTheMenu() {
        assertThat(Templates.builtIn().render(MENU).lines())
                .contains(
                        "search --no-floppy --set=root --file /.disk/slipway-0123",
                        "set timeout=3",
                        "menuentry \"Install\" {",
                        "menuentry \"Manual\" {",
                        "  initrd /live/initrd.img");
    }

    @Test
    void commandLineQuotesWhatGrubWouldTakeForItsOwn() {
        assertThat(MENU.entries().getFirst().commandLine())
                .isEqualTo("boot=live 'ds=nocloud;s=file:///run/live/medium/slipway/' 'a='\\''b c'\\'' $d'");
    }

    @Test
    @RequiresTool("grub-script-check")
    void renderGivesWhatGrubUnderstands(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("grub.cfg"), Templates.builtIn().render(MENU));
        assertThat(Tool.of("grub-script-check", file).run()).isEmpty();
    }
}
