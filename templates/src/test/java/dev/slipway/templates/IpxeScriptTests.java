package dev.slipway.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpxeScriptTests {

    private static final String AGAIN = "http://10.0.0.1/ipxe?mac=52-54-00-ab-cd-01";

    private static List<String> lines(NetworkAction action) {
        return Templates.builtIn()
                .render(new IpxeScript("shop-17", AGAIN, action))
                .lines()
                .toList();
    }

    @Test
    void kernelIsBootedWithItsInitialFileSystemByName() {
        assertThat(lines(new NetworkAction.Kernel(
                        "http://10.0.0.1/media/a/live/vmlinuz",
                        List.of("http://10.0.0.1/media/a/live/initrd.img"),
                        List.of("boot=live", "ds=nocloud-net;s=http://10.0.0.1/c/x/"))))
                .startsWith("#!ipxe")
                .containsSubsequence(
                        "echo Slipway: shop-17",
                        "isset ${ip} || dhcp || goto failed",
                        "kernel --name vmlinuz http://10.0.0.1/media/a/live/vmlinuz initrd=initrd.img boot=live"
                                + " ds=nocloud-net;s=http://10.0.0.1/c/x/ || goto failed",
                        "initrd --name initrd.img http://10.0.0.1/media/a/live/initrd.img || goto failed",
                        "boot || goto failed",
                        ":failed",
                        "choose --default again --timeout 30000 next && goto ${next} || goto again",
                        "chain --replace " + AGAIN + " || goto failed");
    }

    @Test
    void diskIsLeftToTheFirmwareWhereItIsUefi() {
        assertThat(lines(new NetworkAction.Disk()))
                .containsSubsequence(
                        "iseq ${platform} efi && exit 0 ||", "sanboot --no-describe --drive 0x80 || exit 1");
    }

    @Test
    void driveIsBootedFromItsUrl() {
        assertThat(lines(new NetworkAction.Drive("http://10.0.0.1/c/x/site.iso")))
                .contains("sanboot http://10.0.0.1/c/x/site.iso || goto failed");
    }

    @Test
    void waitAsksAgain() {
        assertThat(lines(new NetworkAction.Wait("Nobody has said yet what this machine is.", 15)))
                .containsSubsequence(
                        "echo Nobody has said yet what this machine is.",
                        "prompt --key s --timeout 15000 Press s for a shell. && goto shell ||",
                        "goto again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop\n:x", "${net0/mac}", "a || shell", "a # b", "caf\u00e9"})
    void machineWhenItIsNoPlainTextIsRefused(String machine) {
        assertThatIllegalArgumentException().isThrownBy(() -> new IpxeScript(machine, AGAIN, new NetworkAction.Disk()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\nb", "x=${uuid}", ""})
    void argumentWhenAScriptCannotHoldItIsRefused(String argument) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NetworkAction.Kernel("http://s/k", List.of("http://s/i"), List.of(argument)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://s/a b", "file:///etc/passwd", "http://s/${x}", "http://s/a#b", "http://s/a\nb"})
    void urlWhenAScriptCannotHoldItIsRefused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> new NetworkAction.Drive(url));
    }
}
