package dev.slipway.pxe.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pxe.dhcp.ArchitectureOption;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpMessageType;
import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.dhcp.DhcpPackets;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The table, firmware by firmware, from what is on the wire.
class FirmwareTableTests {

    private static final int SERVER = Ipv4.of("10.7.0.1");
    private static final String MACHINE_ID = "0033221100554477668899aabbccddeeff";

    /// `class` is option 60, `arch` option 93 in hexadecimal, `user` option 77, `ipxe` option 175 in hexadecimal;
    /// a dash stands for nothing. `file` is where the boot file is: `field`, `67` or `both`.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # class                              | arch     | user    | ipxe   | exchange    | firmware          | file  | asks        | siaddr | 60         | 43     | 175
        PXEClient:Arch:00000:UNDI:002001     | 0000     | -       | -      | PROXY_OFFER | BIOS_PXE          | field | LOADER      | us     | PXEClient  | 060108 | -
        PXEClient:Arch:00000:UNDI:002001     | 0000     | -       | -      | BOOT_SERVER | BIOS_PXE          | field | LOADER      | us     | PXEClient  | -      | -
        PXEClient:Arch:00000:UNDI:002001     | 0000     | -       | -      | DHCP        | BIOS_PXE          | both  | LOADER      | us     | -          | -      | -
        PXEClient:Arch:00006:UNDI:003016     | 0006     | -       | -      | PROXY_OFFER | EFI_PXE           | none  | NONE        | us     | PXEClient  | -      | -
        PXEClient:Arch:00006:UNDI:003016     | 0006     | -       | -      | BOOT_SERVER | EFI_PXE           | field | LOADER      | us     | PXEClient  | -      | -
        PXEClient:Arch:00006:UNDI:003016     | 0006     | -       | -      | DHCP        | EFI_PXE           | both  | LOADER      | us     | -          | -      | -
        PXEClient:Arch:00007:UNDI:003016     | 0007     | -       | -      | PROXY_OFFER | EFI_PXE           | none  | NONE        | us     | PXEClient  | -      | -
        PXEClient:Arch:00007:UNDI:003016     | 0007     | -       | -      | BOOT_SERVER | EFI_PXE           | field | LOADER      | us     | PXEClient  | -      | -
        PXEClient:Arch:00007:UNDI:003016     | 0007     | -       | -      | DHCP        | EFI_PXE           | both  | LOADER      | us     | -          | -      | -
        PXEClient:Arch:00009:UNDI:003016     | 0009     | -       | -      | PROXY_OFFER | EFI_PXE           | none  | NONE        | us     | PXEClient  | -      | -
        PXEClient:Arch:00009:UNDI:003016     | 0009     | -       | -      | BOOT_SERVER | EFI_PXE           | field | LOADER      | us     | PXEClient  | -      | -
        PXEClient:Arch:00010:UNDI:003016     | 000a     | -       | -      | PROXY_OFFER | EFI_PXE           | none  | NONE        | us     | PXEClient  | -      | -
        PXEClient:Arch:00011:UNDI:003016     | 000b     | -       | -      | PROXY_OFFER | EFI_PXE           | none  | NONE        | us     | PXEClient  | -      | -
        PXEClient:Arch:00011:UNDI:003016     | 000b     | -       | -      | BOOT_SERVER | EFI_PXE           | field | LOADER      | us     | PXEClient  | -      | -
        PXEClient:Arch:00011:UNDI:003016     | 000b     | -       | -      | DHCP        | EFI_PXE           | both  | LOADER      | us     | -          | -      | -
        PXEClient:Arch:00007:UNDI:003016     | -        | -       | -      | PROXY_OFFER | EFI_PXE           | none  | NONE        | us     | PXEClient  | -      | -
        PXEClient:Arch:00011:UNDI:003016     | 0b00     | -       | -      | PROXY_OFFER | EFI_PXE           | none  | NONE        | us     | PXEClient  | -      | -
        PXEClient:Arch:00011:UNDI:003016     | 0000     | -       | -      | PROXY_OFFER | EFI_PXE           | none  | NONE        | us     | PXEClient  | -      | -
        HTTPClient:Arch:00015:UNDI:003001    | 000f     | -       | -      | PROXY_OFFER | EFI_HTTP          | 67    | HTTP_LOADER | none   | HTTPClient | -      | -
        HTTPClient:Arch:00016:UNDI:003001    | 0010     | -       | -      | PROXY_OFFER | EFI_HTTP          | 67    | HTTP_LOADER | none   | HTTPClient | -      | -
        HTTPClient:Arch:00016:UNDI:003001    | 0010     | -       | -      | DHCP        | EFI_HTTP          | 67    | HTTP_LOADER | none   | HTTPClient | -      | -
        HTTPClient:Arch:00019:UNDI:003001    | 0013     | -       | -      | PROXY_OFFER | EFI_HTTP          | 67    | HTTP_LOADER | none   | HTTPClient | -      | -
        HTTPClient:Arch:00019:UNDI:003001    | 0013     | -       | -      | DHCP        | EFI_HTTP          | 67    | HTTP_LOADER | none   | HTTPClient | -      | -
        PXEClient:Arch:00000:UNDI:002001     | 0000     | iPXE    | 130101 | PROXY_OFFER | IPXE              | field | SCRIPT      | us     | PXEClient  | 060108 | -
        PXEClient:Arch:00007:UNDI:003010     | 0007     | iPXE    | 130101 | PROXY_OFFER | IPXE              | field | SCRIPT      | us     | PXEClient  | 060108 | -
        PXEClient:Arch:00007:UNDI:003010     | 0007     | iPXE    | 130101 | BOOT_SERVER | IPXE              | field | SCRIPT      | us     | PXEClient  | -      | -
        PXEClient:Arch:00007:UNDI:003010     | 0007     | iPXE    | 130101 | DHCP        | IPXE              | both  | SCRIPT      | us     | -          | -      | b00101
        PXEClient:Arch:00007:UNDI:003010     | 0007     | iPXE    | -      | PROXY_OFFER | IPXE              | field | SCRIPT      | us     | PXEClient  | 060108 | -
        -                                    | -        | -       | 130101 | PROXY_OFFER | IPXE              | field | SCRIPT      | us     | PXEClient  | 060108 | -
        PXEClient:Arch:00000:UNDI:002001     | 0000     | iPXE    | 150101 | PROXY_OFFER | IPXE_WITHOUT_HTTP | field | LOADER_URL  | us     | PXEClient  | 060108 | -
        PXEClient:Arch:00000:UNDI:002001     | 0000     | iPXE    | 150101 | BOOT_SERVER | IPXE_WITHOUT_HTTP | field | LOADER_URL  | us     | PXEClient  | -      | -
        PXEClient:Arch:00000:UNDI:002001     | 0000     | iPXE    | 150101 | DHCP        | IPXE_WITHOUT_HTTP | both  | LOADER_URL  | us     | -          | -      | b00101
        PXEClient:Arch:00000:UNDI:002001     | 0000     | slipway | 150101 | PROXY_OFFER | OUR_IPXE          | field | SCRIPT      | us     | PXEClient  | 060108 | -
        PXEClient:Arch:00000:UNDI:002001     | 0000     | slipway | 130101 | BOOT_SERVER | OUR_IPXE          | field | SCRIPT      | us     | PXEClient  | -      | -
        PXEClient:Arch:00000:UNDI:002001     | 0000     | slipway | 130101 | DHCP        | OUR_IPXE          | both  | SCRIPT      | us     | -          | -      | b00101
        """)
    void rowAnswersAsTheFirmwareNeedsIt(
            String vendorClass,
            String arch,
            String user,
            String ipxe,
            Exchange exchange,
            Firmware firmware,
            String file,
            BootFile asks,
            String siaddr,
            String class60,
            String option43,
            String option175) {
        DhcpMessage request = request(vendorClass, arch, user, ipxe);
        assertThat(Firmware.of(request)).isEqualTo(firmware);
        FirmwareRow row = FirmwareTable.row(firmware, exchange).orElseThrow();
        assertThat(row.file()).isEqualTo(asks);
        BootReply reply = BootReply.of(row, request, "ipxe.efi", SERVER);
        String name = asks == BootFile.LOADER_URL ? "tftp://10.7.0.1/ipxe.efi" : "ipxe.efi";
        assertThat(reply.file()).isEqualTo(file.equals("field") || file.equals("both") ? name : "");
        assertThat(reply.options().text(DhcpOption.BOOT_FILE_NAME))
                .isEqualTo(file.equals("67") || file.equals("both") ? Optional.of(name) : Optional.empty());
        assertThat(reply.siaddr()).isEqualTo(siaddr.equals("us") ? SERVER : 0);
        assertThat(reply.sname()).isEqualTo(siaddr.equals("us") ? "10.7.0.1" : "");
        assertThat(reply.options().text(DhcpOption.VENDOR_CLASS).orElse("-")).isEqualTo(class60);
        assertThat(hex(reply, DhcpOption.VENDOR_SPECIFIC)).isEqualTo(option43);
        assertThat(hex(reply, DhcpOption.IPXE)).isEqualTo(option175);
        assertThat(hex(reply, DhcpOption.CLIENT_MACHINE_ID)).isEqualTo(MACHINE_ID);
    }

    private static String hex(BootReply reply, int option) {
        return reply.options().bytes(option).map(HexFormat.of()::formatHex).orElse("-");
    }

    private static DhcpMessage request(String vendorClass, String arch, String user, String ipxe) {
        DhcpOptions.Builder options = DhcpOptions.builder();
        Map<Integer, String> texts = Map.of(DhcpOption.VENDOR_CLASS, vendorClass, DhcpOption.USER_CLASS, user);
        texts.forEach((code, text) -> {
            if (!text.equals("-")) {
                options.addText(code, text);
            }
        });
        Map<Integer, String> bytes = Map.of(
                DhcpOption.CLIENT_ARCHITECTURE, arch, DhcpOption.IPXE, ipxe, DhcpOption.CLIENT_MACHINE_ID, MACHINE_ID);
        bytes.forEach((code, hex) -> {
            if (!hex.equals("-")) {
                options.add(code, HexFormat.of().parseHex(hex));
            }
        });
        return DhcpPackets.question(DhcpMessageType.DISCOVER, DhcpPackets.MAC, options.build());
    }

    @ParameterizedTest
    @CsvSource({
        "MSFT 5.0, -, NONE",
        "-, -, NONE",
        "PXEClient, -, UNKNOWN_ARCHITECTURE",
        "PXEClient:Arch:00002:UNDI:002001, 0002, UNKNOWN_ARCHITECTURE",
        "PXEClient:Arch:99999:UNDI:002001, 00, UNKNOWN_ARCHITECTURE"
    })
    void whoTellsNoProcessorOrDoesNotBootHasNoRow(String vendorClass, String arch, Firmware firmware) {
        assertThat(Firmware.of(request(vendorClass, arch, "-", "-"))).isEqualTo(firmware);
        for (Exchange exchange : Exchange.values()) {
            assertThat(FirmwareTable.row(firmware, exchange)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"b8:27:eb:00:00:01", "dc:a6:32:00:00:01", "d8:3a:dd:00:00:01"})
    void raspberryPiThatSaysItIsABiosIsLeftAlone(String mac) {
        DhcpOptions bios = DhcpOptions.builder()
                .addText(DhcpOption.VENDOR_CLASS, "PXEClient:Arch:00000:UNDI:002001")
                .addShort(DhcpOption.CLIENT_ARCHITECTURE, 0)
                .build();
        DhcpMessage message = DhcpPackets.question(
                DhcpMessageType.DISCOVER, MacAddress.parse(mac).orElseThrow(), bios);
        assertThat(Firmware.of(message)).isEqualTo(Firmware.RASPBERRY_PI);
        assertThat(FirmwareTable.row(Firmware.RASPBERRY_PI, Exchange.PROXY_OFFER))
                .isEmpty();
    }

    @Test
    void architectureIsTheFirstKnownOfSeveral() {
        DhcpMessage several = request("PXEClient", "ffff000b0007", "-", "-");
        assertThat(ArchitectureOption.of(several.options())).contains(ClientArchitecture.EFI_ARM64);
    }

    @Test
    void machineIdThatMakesNoSenseIsNotRepeated() {
        DhcpMessage odd = DhcpPackets.question(
                DhcpMessageType.DISCOVER,
                DhcpPackets.MAC,
                DhcpOptions.builder()
                        .add(DhcpOption.CLIENT_MACHINE_ID, new byte[5])
                        .build());
        for (FirmwareRow row : FirmwareTable.rows()) {
            assertThat(BootReply.of(row, odd, "x", SERVER).options().has(DhcpOption.CLIENT_MACHINE_ID))
                    .isFalse();
        }
    }

    @Test
    void bootItemThatWasChosenIsRepeatedByTheBootServer() {
        DhcpMessage chose = DhcpPackets.question(
                DhcpMessageType.REQUEST,
                DhcpPackets.MAC,
                DhcpOptions.builder()
                        .add(DhcpOption.VENDOR_SPECIFIC, HexFormat.of().parseHex("470480000000ff"))
                        .build());
        FirmwareRow row =
                FirmwareTable.row(Firmware.BIOS_PXE, Exchange.BOOT_SERVER).orElseThrow();
        assertThat(hex(BootReply.of(row, chose, "x", SERVER), DhcpOption.VENDOR_SPECIFIC))
                .isEqualTo("470480000000");
    }

    @Test
    void urlThatIsLongerThanTheFieldGoesIntoTheOption() {
        String url = "http://10.7.0.1/" + "x".repeat(200);
        FirmwareRow row = FirmwareTable.row(Firmware.IPXE, Exchange.PROXY_OFFER).orElseThrow();
        BootReply reply = BootReply.of(row, request("-", "-", "iPXE", "-"), url, SERVER);
        assertThat(reply.file()).isEmpty();
        assertThat(reply.options().text(DhcpOption.BOOT_FILE_NAME)).contains(url);
    }

    @Test
    void tableForPeopleHasALineForEveryRowAndForWhoIsLeftAlone() {
        List<String> silent = new ArrayList<>(List.of("Raspberry Pi", "unknown processor", "no boot client"));
        List<String> lines = FirmwareTable.markdown().lines().toList();
        assertThat(lines).hasSize(2 + FirmwareTable.rows().size() + silent.size());
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(line.chars().filter(c -> c == '|').count()).isEqualTo(10));
        silent.forEach(one -> assertThat(FirmwareTable.markdown()).contains(one));
    }
}
