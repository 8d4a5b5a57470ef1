package dev.slipway.pxe.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.pxe.host.MacAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTests {

    @Test
    void partsAreDecoded() throws MalformedTargetException {
        assertThat(parts("/media/edge/live/vmlinuz")).containsExactly("media", "edge", "live", "vmlinuz");
        assertThat(parts("/a%20b/%C3%A4")).containsExactly("a b", "ä");
        assertThat(parts("/")).isEmpty();
    }

    @Test
    void emptyPartsAndBackslashesOfFirmwaresAreForgiven() throws MalformedTargetException {
        assertThat(parts("//ipxe.efi")).containsExactly("ipxe.efi");
        assertThat(parts("/EFI\\BOOT\\grubx64.efi")).containsExactly("EFI", "BOOT", "grubx64.efi");
    }

    @Test
    void wholeUrlMeansItsPath() throws MalformedTargetException {
        assertThat(parts("http://boot.example:8080/a/b")).containsExactly("a", "b");
        assertThat(parts("HTTPS://boot.example")).isEmpty();
        assertThat(RequestTarget.parse("http://boot.example?a=1").query()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void queryIsDecodedAndTheFirstOfTwoHolds() throws MalformedTargetException {
        RequestTarget target = RequestTarget.parse("/ipxe?mac=52:54:00:ab:cd:ef&serial=A+B%2FC&serial=no&empty&=x#end");
        assertThat(target.query())
                .isEqualTo(Map.of("mac", "52:54:00:ab:cd:ef", "serial", "A B/C", "empty", "", "", "x"));
        assertThat(target.path().parts()).containsExactly("ipxe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "a",
                "/..",
                "/a/../b",
                "/%2e%2e/b",
                "/.",
                "/a%2fb",
                "/a%5cb",
                "/%",
                "/%4",
                "/%zz",
                "/%ff",
                "/%c3",
                "/a%00b",
                "/a%0d%0ab",
                "/\u0100",
                "/a?b=%"
            })
    void whatIsNoNameIsRefused(String target) {
        assertThatThrownBy(() -> RequestTarget.parse(target)).isInstanceOf(MalformedTargetException.class);
    }

    @Test
    void morePartsOrParametersThanAnybodyNeedsAreRefused() {
        assertThatThrownBy(() -> RequestTarget.parse("/a".repeat(65))).hasMessageContaining("too many parts");
        assertThatThrownBy(() -> RequestTarget.parse("/?" + "a&b&".repeat(40) + "c=1"))
                .hasMessageContaining("too many parameters");
    }

    @Test
    void machineIsTheOneThatThePathNames() throws MalformedTargetException {
        assertThat(RequestTarget.parse("/grub/52-54-00-ab-cd-ef/grub.cfg")
                        .path()
                        .mac())
                .contains(new MacAddress(0x525400abcdefL));
        assertThat(RequestTarget.parse("/media/525400abcdef/x").path().mac()).isEmpty();
    }

    private static List<String> parts(String target) throws MalformedTargetException {
        return RequestTarget.parse(target).path().parts();
    }
}
