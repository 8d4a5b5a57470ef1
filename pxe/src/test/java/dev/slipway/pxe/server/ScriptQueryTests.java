package dev.slipway.pxe.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.MacAddress;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptQueryTests {

    private static final MacAddress MAC = new MacAddress(0x525400123456L);

    @Test
    void tellsWhatIsKnown() {
        BootClient client = new BootClient(
                MAC,
                Optional.of(UUID.fromString("11111111-2222-3333-4444-555555555555")),
                Optional.of("S 1&2"),
                Optional.empty(),
                Optional.of(ClientArchitecture.EFI_X64));
        assertThat(ScriptQuery.of(client))
                .isEqualTo("?arch=efi-x64&uuid=11111111-2222-3333-4444-555555555555&serial=S%201%262");
        assertThat(ScriptQuery.of(BootClient.of(MAC))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"i386-pcbios,BIOS", "x86_64-efi,EFI_X64", "arm64-efi,EFI_ARM64", "efi-ia32,EFI_IA32"})
    void knowsTheWordsOfIpxeAndOurs(String word, ClientArchitecture meant) {
        assertThat(ScriptQuery.client(MAC, Map.of("arch", word)).architecture()).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Not Specified", "To Be Filled By O.E.M.", "none", "a\u0007b"})
    void whatNobodyFilledInIsNoSerialNumber(String text) {
        assertThat(ScriptQuery.client(MAC, Map.of("serial", text, "asset", text, "uuid", text, "arch", text)))
                .isEqualTo(BootClient.of(MAC));
    }
}
