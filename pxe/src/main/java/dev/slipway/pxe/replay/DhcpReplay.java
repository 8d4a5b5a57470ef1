package dev.slipway.pxe.replay;

import dev.slipway.pxe.dhcp.ArchitectureOption;
import dev.slipway.pxe.dhcp.DhcpDecoder;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpMessageType;
import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.dhcp.Ipv4;
import dev.slipway.pxe.dhcp.MachineId;
import dev.slipway.pxe.dhcp.MalformedDhcpException;
import dev.slipway.pxe.dhcp.SubOptions;
import dev.slipway.pxe.dhcp.UserClass;
import dev.slipway.pxe.firmware.Firmware;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.pcap.Segment;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.Step;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// DHCP messages of clients and servers as steps.
final class DhcpReplay {

    private static final int BOOT_SERVER_PORT = 4011;
    /// iPXE: its card, by the kind of bus and the numbers there.
    private static final int IPXE_BUS_ID = 177;

    private static final int BUS_PCI = 1;

    private final CaptureReplay replay;

    DhcpReplay(CaptureReplay replay) {
        this.replay = replay;
    }

    void accept(Segment.Udp udp) {
        DhcpMessage message;
        try {
            message = DhcpDecoder.decode(ByteBuffer.wrap(udp.payload()));
        } catch (MalformedDhcpException e) {
            return;
        }
        message.mac().ifPresent(mac -> {
            replay.packet(mac, udp);
            if (message.op() == DhcpMessage.BOOT_REQUEST) {
                asked(mac, message, udp);
            } else {
                answered(mac, message, udp);
            }
        });
    }

    private void asked(MacAddress mac, DhcpMessage message, Segment.Udp udp) {
        Map<String, String> facts = client(message);
        DhcpOptions options = message.options();
        if (message.ciaddr() != Ipv4.NONE) {
            replay.located(mac, Ipv4.toInetAddress(message.ciaddr()));
        }
        String who = kind(message);
        switch (message.type().orElse(DhcpMessageType.INFORM)) {
            case DISCOVER ->
                replay.tell(
                        mac,
                        Step.DISCOVER,
                        who + (who.startsWith("an ") ? " asks for an address" : " asks for an address and a boot"),
                        facts);
            case REQUEST -> {
                if (udp.to().getPort() == BOOT_SERVER_PORT) {
                    String server = udp.to().getAddress().getHostAddress();
                    facts.put(Facts.SERVER, server);
                    replay.tell(mac, Step.BOOT_SERVER_REQUEST, "asks %s on port 4011".formatted(server), facts);
                    return;
                }
                String server = Ipv4.text(options.address(DhcpOption.SERVER_ID));
                String address = Ipv4.text(options.address(DhcpOption.REQUESTED_ADDRESS));
                facts.put(Facts.SERVER, server);
                replay.tell(mac, Step.REQUEST, "wants %s of %s".formatted(address, server), facts);
            }
            case DECLINE -> {
                facts.put(Facts.REASON, Facts.REASON_DECLINED);
                String address = Ipv4.text(options.address(DhcpOption.REQUESTED_ADDRESS));
                replay.tell(mac, Step.OTHER_DHCP, "found %s in use by another".formatted(address), facts);
            }
            case RELEASE -> replay.tell(mac, Step.OTHER_DHCP, "gives its address back", facts);
            default -> replay.tell(mac, Step.OTHER_DHCP, "asks for options only", facts);
        }
    }

    private void answered(MacAddress mac, DhcpMessage message, Segment.Udp udp) {
        Map<String, String> facts = server(message, udp);
        String server = facts.getOrDefault(Facts.SERVER, "?");
        String boot =
                !facts.getOrDefault(Facts.FILE, "").isEmpty() ? ", to boot '%s'".formatted(facts.get(Facts.FILE)) : "";
        String address = Ipv4.text(message.yiaddr());
        switch (message.type().orElse(DhcpMessageType.NAK)) {
            case OFFER ->
                replay.tell(
                        mac,
                        Step.OFFER,
                        (message.yiaddr() == Ipv4.NONE
                                        ? "%s offers a boot and no address".formatted(server)
                                        : "%s offers %s".formatted(server, address))
                                + boot,
                        facts);
            case ACK -> {
                if (udp.from().getPort() == BOOT_SERVER_PORT || udp.to().getPort() == BOOT_SERVER_PORT) {
                    replay.tell(
                            mac, Step.BOOT_SERVER_REPLY, "%s answers from port 4011%s".formatted(server, boot), facts);
                } else if (message.yiaddr() == Ipv4.NONE) {
                    replay.tell(mac, Step.OTHER_DHCP, "%s gives options".formatted(server), facts);
                } else {
                    replay.located(mac, Ipv4.toInetAddress(message.yiaddr()));
                    replay.tell(mac, Step.ACKNOWLEDGE, "%s gives %s%s".formatted(server, address, boot), facts);
                }
            }
            case NAK -> replay.tell(mac, Step.REFUSE_ADDRESS, "%s refuses the address".formatted(server), facts);
            default -> {
                // No other type is a server's.
            }
        }
    }

    private static Map<String, String> client(DhcpMessage message) {
        Map<String, String> facts = new LinkedHashMap<>();
        DhcpOptions options = message.options();
        facts.put(Facts.PROTOCOL, "dhcp");
        facts.put(Facts.CLIENT, client(Firmware.of(message)));
        put(facts, Facts.ARCHITECTURE, ArchitectureOption.of(options), ClientArchitecture::text);
        put(facts, Facts.UUID, MachineId.of(options), Object::toString);
        put(facts, Facts.VENDOR_CLASS, options.text(DhcpOption.VENDOR_CLASS), text -> text);
        facts.put(Facts.USER_CLASS, String.join(" ", UserClass.of(options)));
        put(facts, Facts.CARD, card(options), text -> text);
        if (message.isRelayed()) {
            facts.put(Facts.RELAY, Ipv4.text(message.giaddr()));
        }
        return facts;
    }

    private static Map<String, String> server(DhcpMessage message, Segment.Udp udp) {
        Map<String, String> facts = new LinkedHashMap<>();
        DhcpOptions options = message.options();
        facts.put(Facts.PROTOCOL, "dhcp");
        facts.put(
                Facts.SERVER,
                options.has(DhcpOption.SERVER_ID)
                        ? Ipv4.text(options.address(DhcpOption.SERVER_ID))
                        : udp.from().getAddress().getHostAddress());
        String file = message.file().isEmpty()
                ? options.text(DhcpOption.BOOT_FILE_NAME).orElse("")
                : message.file();
        facts.put(Facts.FILE, file);
        if (message.siaddr() != Ipv4.NONE) {
            facts.put(Facts.NEXT_SERVER, Ipv4.text(message.siaddr()));
        }
        Optional<String> offered = options.text(DhcpOption.VENDOR_CLASS);
        put(facts, Facts.OFFER_CLASS, offered, text -> text);
        boolean boot = !file.isEmpty()
                || offered.filter(text -> text.startsWith("PXEClient") || text.startsWith("HTTPClient"))
                        .isPresent();
        if (message.yiaddr() != Ipv4.NONE) {
            facts.put(Facts.ADDRESS, Ipv4.text(message.yiaddr()));
            facts.put(Facts.OFFERS, boot ? Facts.OFFERS_BOTH : Facts.OFFERS_ADDRESS);
        } else {
            facts.put(Facts.OFFERS, Facts.OFFERS_BOOT);
        }
        return facts;
    }

    private static <T> void put(Map<String, String> facts, String name, Optional<T> value, Function<T, String> text) {
        value.ifPresent(known -> facts.put(name, text.apply(known)));
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

    private static String kind(DhcpMessage message) {
        return switch (client(Firmware.of(message))) {
            case Facts.CLIENT_BIOS -> "the BIOS";
            case Facts.CLIENT_UEFI -> "UEFI";
            case Facts.CLIENT_UEFI_HTTP -> "UEFI (HTTP boot)";
            case Facts.CLIENT_IPXE -> "iPXE";
            default -> "an operating system";
        };
    }
}
