package dev.slipway.pxe.firmware;

import dev.slipway.pxe.dhcp.ArchitectureOption;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.dhcp.MachineId;
import dev.slipway.pxe.dhcp.SubOptions;
import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import java.util.Optional;

/// What an answer says about booting.
///
/// @param siaddr the field of that name
/// @param sname the field of that name
/// @param file the field of that name; longer names are in option 67
/// @param fetched what the machine was told to fetch, wherever it stands; empty where it was told to ask again
/// @param options to add
public record BootReply(int siaddr, String sname, String file, String fetched, DhcpOptions options) {

    private static final int FILE_MAX = 127;
    private static final byte[] NO_DISCOVERY = SubOptions.encode(DhcpOptions.builder()
            .addByte(SubOptions.PXE_DISCOVERY_CONTROL, SubOptions.PXE_DISCOVERY_NONE)
            .build());
    private static final byte[] NO_PROXY = SubOptions.encode(
            DhcpOptions.builder().addByte(SubOptions.IPXE_NO_PROXY_DHCP, 1).build());

    /// What is known of the machine that sent a message.
    public static BootClient client(MacAddress mac, DhcpMessage message) {
        return new BootClient(
                mac,
                MachineId.of(message.options()),
                Optional.empty(),
                Optional.empty(),
                ArchitectureOption.of(message.options()));
    }

    /// What a row says, with the file that was decided.
    public static BootReply of(FirmwareRow row, DhcpMessage request, String decided, int serverAddress) {
        String server = Ipv4.text(serverAddress);
        String file = switch (row.file()) {
            case NONE -> "";
            case LOADER_URL -> "tftp://" + server + "/" + decided;
            case LOADER, HTTP_LOADER, SCRIPT -> decided;
        };
        DhcpOptions.Builder options = DhcpOptions.builder();
        if (!row.vendorClass().isEmpty()) {
            options.addText(DhcpOption.VENDOR_CLASS, row.vendorClass());
        }
        if (MachineId.isSane(request.options())) {
            options.addFrom(request.options(), DhcpOption.CLIENT_MACHINE_ID);
        }
        if (row.noDiscovery()) {
            options.add(DhcpOption.VENDOR_SPECIFIC, NO_DISCOVERY);
        } else if (row.exchange() == Exchange.BOOT_SERVER) {
            echoBootItem(request, options);
        }
        if (row.noProxy()) {
            options.add(DhcpOption.IPXE, NO_PROXY);
        }
        if (row.bootOptions() && row.serverFields()) {
            options.addText(DhcpOption.TFTP_SERVER_NAME, server);
        }
        // Firmwares of HTTP Boot read option 67, those of PXE the field; some of both read only theirs.
        boolean inField = file.length() <= FILE_MAX && row.serverFields();
        if (!file.isEmpty() && (row.bootOptions() || !inField)) {
            options.addText(DhcpOption.BOOT_FILE_NAME, file);
        }
        return new BootReply(
                row.serverFields() ? serverAddress : Ipv4.NONE,
                row.serverFields() ? server : "",
                inField ? file : "",
                file,
                options.build());
    }

    /// A client that chose from a menu checks that it gets what it chose (PXE 2.1, chapter 2.4.2).
    private static void echoBootItem(DhcpMessage request, DhcpOptions.Builder options) {
        DhcpOptions asked = SubOptions.of(request.options(), DhcpOption.VENDOR_SPECIFIC);
        if (asked.length(SubOptions.PXE_BOOT_ITEM) == Integer.BYTES) {
            options.add(
                    DhcpOption.VENDOR_SPECIFIC,
                    SubOptions.encode(DhcpOptions.builder()
                            .addFrom(asked, SubOptions.PXE_BOOT_ITEM)
                            .build()));
        }
    }
}
