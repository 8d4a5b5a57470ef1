package dev.slipway.pxe.firmware;

import dev.slipway.pxe.dhcp.ArchitectureOption;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.dhcp.MachineId;
import dev.slipway.pxe.dhcp.SubOptions;
import dev.slipway.pxe.dhcp.UserClass;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.OneLine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What messages of DHCP tell, by the names of the trace.
public final class DhcpFacts {

    private static final int TEXT_MAX = 255;

    /// iPXE: its card, by the kind of bus and the numbers there.
    private static final int IPXE_BUS_ID = 177;

    private static final int BUS_PCI = 1;

    private DhcpFacts() {}

    /// What a client's message tells of the client.
    public static Map<String, String> ofClient(DhcpMessage message) {
        Map<String, String> facts = new HashMap<>();
        DhcpOptions options = message.options();
        Firmware firmware = Firmware.of(message);
        facts.put(Facts.PROTOCOL, "dhcp");
        facts.put(Facts.CLIENT, client(firmware));
        put(facts, Facts.VENDOR_CLASS, options.text(DhcpOption.VENDOR_CLASS));
        if (message.isRelayed()) {
            facts.put(Facts.RELAY, Ipv4.text(message.giaddr()));
        }
        if (firmware != Firmware.NONE) {
            put(facts, Facts.ARCHITECTURE, ArchitectureOption.of(options).map(ClientArchitecture::text));
            put(facts, Facts.UUID, MachineId.of(options).map(Object::toString));
            put(facts, Facts.USER_CLASS, Optional.of(String.join(" ", UserClass.of(options))));
            put(facts, Facts.CARD, card(options));
        }
        return facts;
    }

    /// What a server's answer holds.
    ///
    /// @param server its address
    public static Map<String, String> ofServer(DhcpMessage answer, String server) {
        Map<String, String> facts = new HashMap<>();
        facts.put(Facts.PROTOCOL, "dhcp");
        facts.put(Facts.SERVER, server);
        String file = answer.file().isEmpty()
                ? answer.options().text(DhcpOption.BOOT_FILE_NAME).orElse("")
                : answer.file();
        put(facts, Facts.FILE, Optional.of(file));
        if (answer.siaddr() != Ipv4.NONE) {
            facts.put(Facts.NEXT_SERVER, Ipv4.text(answer.siaddr()));
        }
        Optional<String> kind = answer.options().text(DhcpOption.VENDOR_CLASS);
        put(facts, Facts.OFFER_CLASS, kind);
        boolean boot = !file.isEmpty()
                || kind.filter(text -> text.startsWith("PXEClient") || text.startsWith("HTTPClient"))
                        .isPresent();
        if (answer.yiaddr() == Ipv4.NONE) {
            facts.put(Facts.OFFERS, Facts.OFFERS_BOOT);
        } else {
            facts.put(Facts.ADDRESS, Ipv4.text(answer.yiaddr()));
            facts.put(Facts.OFFERS, boot ? Facts.OFFERS_BOTH : Facts.OFFERS_ADDRESS);
        }
        return facts;
    }

    private static void put(Map<String, String> facts, String name, Optional<String> value) {
        value.filter(text -> !text.isEmpty()).ifPresent(text -> facts.put(name, OneLine.of(text, TEXT_MAX)));
    }

    private static Optional<String> card(DhcpOptions options) {
        return SubOptions.of(options, DhcpOption.IPXE)
                .bytes(IPXE_BUS_ID)
                .filter(bytes -> bytes.length == 5 && bytes[0] == BUS_PCI)
                .map(bytes -> "%02x%02x:%02x%02x".formatted(bytes[1], bytes[2], bytes[3], bytes[4]));
    }

    private static String client(Firmware firmware) {
        return switch (firmware) {
            case BIOS_PXE, RASPBERRY_PI -> Facts.CLIENT_BIOS;
            case EFI_PXE, UNKNOWN_ARCHITECTURE -> Facts.CLIENT_UEFI;
            case EFI_HTTP -> Facts.CLIENT_UEFI_HTTP;
            case IPXE, IPXE_WITHOUT_HTTP, OUR_IPXE -> Facts.CLIENT_IPXE;
            case NONE -> Facts.CLIENT_OTHER;
        };
    }
}
