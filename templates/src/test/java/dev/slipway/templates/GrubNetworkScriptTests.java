package dev.slipway.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrubNetworkScriptTests {

    private static final NetworkAction KERNEL = new NetworkAction.Kernel(
            "http://10.0.0.1/media/a/live/vmlinuz",
            List.of("http://10.0.0.1/media/a/live/initrd.img"),
            List.of("boot=live", "ds=nocloud-net;s=http://10.0.0.1/c/x/"));

    @Test
    void kernelIsFetchedFromTheServerAsADevice() {
        assertThat(Templates.builtIn()
                        .render(new GrubNetworkScript("shop-17", KERNEL))
                        .lines())
                .containsSubsequence(
                        "if linux (http,10.0.0.1)/media/a/live/vmlinuz boot=live"
                                + " 'ds=nocloud-net;s=http://10.0.0.1/c/x/'; then",
                        "  if initrd (http,10.0.0.1)/media/a/live/initrd.img; then boot; fi");
    }

    @Test
    void startAsksForTheMachinesOwnByItsMac() {
        assertThat(Templates.builtIn().render(new GrubNetworkStart("http://10.0.0.1/grub/", 15)))
                .contains("set slipway_own=(http,10.0.0.1)/grub/$a-$b-$c-$d-$e-$f/grub.cfg")
                .contains("sleep --interruptible 15");
    }

    @ParameterizedTest
    @CsvSource({
        "http://10.0.0.1/a, true",
        "http://10.0.0.1:80/a, true",
        "tftp://boot.example/a/b.cfg, true",
        "http://10.0.0.1:8080/a, false",
        "https://10.0.0.1/a, false",
        "http://[fd00::1]/a, false",
        "http://10.0.0.1/a?b=c, false"
    })
    void reachableIsWhatItsProtocolsAndNamesAllow(String url, boolean reachable) {
        assertThat(GrubUrl.isReachable(url)).isEqualTo(reachable);
    }

    @Test
    void drivesAndForeignPortsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GrubNetworkScript("a", new NetworkAction.Drive("http://s/a.iso")));
        assertThatIllegalArgumentException().isThrownBy(() -> new GrubNetworkStart("http://10.0.0.1:8080/grub/", 15));
    }

    @Test
    @RequiresTool("grub-script-check")
    void grubUnderstandsAllOfThem(@TempDir Path directory) throws IOException {
        for (Template model : List.of(
                new GrubNetworkStart("tftp://10.0.0.1/grub/", 5),
                new GrubNetworkScript("shop-17", KERNEL),
                new GrubNetworkScript("shop-17", new NetworkAction.Disk()),
                new GrubNetworkScript("shop-17", new NetworkAction.Wait("Not yet.", 5)))) {
            Path file = Files.writeString(
                    directory.resolve("grub.cfg"), Templates.builtIn().render(model));
            assertThat(Tool.of("grub-script-check", file).run()).isEmpty();
        }
    }
}
