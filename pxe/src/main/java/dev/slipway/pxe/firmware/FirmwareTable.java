package dev.slipway.pxe.firmware;

import static dev.slipway.pxe.firmware.BootFile.HTTP_LOADER;
import static dev.slipway.pxe.firmware.BootFile.LOADER;
import static dev.slipway.pxe.firmware.BootFile.LOADER_URL;
import static dev.slipway.pxe.firmware.BootFile.NONE;
import static dev.slipway.pxe.firmware.BootFile.SCRIPT;
import static dev.slipway.pxe.firmware.Exchange.BOOT_SERVER;
import static dev.slipway.pxe.firmware.Exchange.DHCP;
import static dev.slipway.pxe.firmware.Exchange.PROXY_OFFER;
import static dev.slipway.pxe.firmware.Firmware.BIOS_PXE;
import static dev.slipway.pxe.firmware.Firmware.EFI_HTTP;
import static dev.slipway.pxe.firmware.Firmware.EFI_PXE;
import static dev.slipway.pxe.firmware.Firmware.IPXE;
import static dev.slipway.pxe.firmware.Firmware.IPXE_WITHOUT_HTTP;
import static dev.slipway.pxe.firmware.Firmware.OUR_IPXE;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything that is known of firmwares, one row for each and each conversation. Who has no row gets no answer.
public final class FirmwareTable {

    private static final String PXE = "PXEClient";
    private static final String HTTP = "HTTPClient";

    private static final List<FirmwareRow> ROWS = List.of(
            FirmwareRow.of(BIOS_PXE, PROXY_OFFER, LOADER, "the ROM takes the file of the offer, which saves a round")
                    .vendorClass(PXE)
                    .withoutDiscovery()
                    .naming(),
            FirmwareRow.of(BIOS_PXE, BOOT_SERVER, LOADER, "some ROMs ask even so")
                    .vendorClass(PXE)
                    .naming(),
            FirmwareRow.of(BIOS_PXE, DHCP, LOADER, "with option 60 the ROM would look for port 4011")
                    .naming()
                    .repeating(),
            FirmwareRow.of(EFI_PXE, PROXY_OFFER, NONE, "with option 43 the firmware looks for a menu and gives up")
                    .vendorClass(PXE)
                    .naming(),
            FirmwareRow.of(EFI_PXE, BOOT_SERVER, LOADER, "the file of this answer is the one that counts")
                    .vendorClass(PXE)
                    .naming(),
            FirmwareRow.of(EFI_PXE, DHCP, LOADER, "with option 60 the firmware would look for port 4011")
                    .naming()
                    .repeating(),
            FirmwareRow.of(EFI_HTTP, PROXY_OFFER, HTTP_LOADER, "without HTTPClient in option 60 the offer is ignored")
                    .vendorClass(HTTP)
                    .repeating(),
            FirmwareRow.of(EFI_HTTP, DHCP, HTTP_LOADER, "without HTTPClient in option 60 the offer is ignored")
                    .vendorClass(HTTP)
                    .repeating(),
            FirmwareRow.of(IPXE, PROXY_OFFER, SCRIPT, "iPXE takes the file of the offer")
                    .vendorClass(PXE)
                    .withoutDiscovery()
                    .naming(),
            FirmwareRow.of(IPXE, BOOT_SERVER, SCRIPT, "when the offer was lost on the way")
                    .vendorClass(PXE)
                    .naming(),
            FirmwareRow.of(IPXE, DHCP, SCRIPT, "the script comes from us, nobody else need be waited for")
                    .naming()
                    .repeating()
                    .withoutProxy(),
            FirmwareRow.of(IPXE_WITHOUT_HTTP, PROXY_OFFER, LOADER_URL, "it first gets an iPXE that can do more")
                    .vendorClass(PXE)
                    .withoutDiscovery()
                    .naming(),
            FirmwareRow.of(IPXE_WITHOUT_HTTP, BOOT_SERVER, LOADER_URL, "when the offer was lost on the way")
                    .vendorClass(PXE)
                    .naming(),
            FirmwareRow.of(IPXE_WITHOUT_HTTP, DHCP, LOADER_URL, "it first gets an iPXE that can do more")
                    .naming()
                    .repeating()
                    .withoutProxy(),
            FirmwareRow.of(OUR_IPXE, PROXY_OFFER, SCRIPT, "never a loader again, which would be a loop")
                    .vendorClass(PXE)
                    .withoutDiscovery()
                    .naming(),
            FirmwareRow.of(OUR_IPXE, BOOT_SERVER, SCRIPT, "never a loader again, which would be a loop")
                    .vendorClass(PXE)
                    .naming(),
            FirmwareRow.of(OUR_IPXE, DHCP, SCRIPT, "never a loader again, which would be a loop")
                    .naming()
                    .repeating()
                    .withoutProxy());

    private static final Map<Firmware, Map<Exchange, FirmwareRow>> LOOKUP = lookup();

    private FirmwareTable() {}

    /// All rows.
    public static List<FirmwareRow> rows() {
        return ROWS;
    }

    /// The row of a firmware in a conversation; empty where it is not answered there.
    public static Optional<FirmwareRow> row(Firmware firmware, Exchange exchange) {
        return Optional.ofNullable(LOOKUP.getOrDefault(firmware, Map.of()).get(exchange));
    }

    private static Map<Firmware, Map<Exchange, FirmwareRow>> lookup() {
        Map<Firmware, Map<Exchange, FirmwareRow>> lookup = new EnumMap<>(Firmware.class);
        for (FirmwareRow row : ROWS) {
            lookup.computeIfAbsent(row.firmware(), any -> new EnumMap<>(Exchange.class))
                    .put(row.exchange(), row);
        }
        return lookup;
    }

    /// The table for people, in Markdown.
    public static String markdown() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                Stream.of(
                        "Client",
                        "recognised by",
                        "conversation",
                        "file",
                        "60",
                        "43",
                        "siaddr, sname",
                        "66, 67",
                        "why"));
        line(text, Stream.generate(() -> "---").limit(9));
        for (FirmwareRow row : ROWS) {
            line(
                    text,
                    Stream.of(
                            row.firmware().title(),
                            row.firmware().recognised(),
                            row.exchange().title(),
                            row.file().title(),
                            row.vendorClass().isEmpty() ? "-" : row.vendorClass(),
                            row.noDiscovery() ? "6=8" : "-",
                            row.serverFields() ? "us" : "-",
                            row.bootOptions() ? "yes" : "-",
                            row.reason()));
        }
        for (Firmware silent : Firmware.values()) {
            if (!LOOKUP.containsKey(silent)) {
                line(text, Stream.of(silent.title(), silent.recognised(), "all", "no answer", "-", "-", "-", "-", "-"));
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, Stream<String> cells) {
        text.append(cells.collect(Collectors.joining(" | ", "| ", " |\n")));
    }
}
