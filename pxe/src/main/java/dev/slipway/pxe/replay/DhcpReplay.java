package dev.slipway.pxe.replay;

import dev.slipway.pxe.dhcp.DhcpDecoder;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpMessageType;
import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.dhcp.MalformedDhcpException;
import dev.slipway.pxe.firmware.DhcpFacts;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.pcap.Segment;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.Step;
import java.nio.ByteBuffer;
import java.util.Map;

/// DHCP messages of clients and servers as steps.
final class DhcpReplay {

    private static final int BOOT_SERVER_PORT = 4011;
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
        Map<String, String> facts = DhcpFacts.ofClient(message);
        DhcpOptions options = message.options();
        if (message.ciaddr() != Ipv4.NONE) {
            replay.located(mac, Ipv4.toInetAddress(message.ciaddr()));
        }
        String who = kind(facts);
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
        DhcpOptions options = message.options();
        Map<String, String> facts = DhcpFacts.ofServer(
                message,
                options.has(DhcpOption.SERVER_ID)
                        ? Ipv4.text(options.address(DhcpOption.SERVER_ID))
                        : udp.from().getAddress().getHostAddress());
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

    private static String kind(Map<String, String> facts) {
        return switch (facts.getOrDefault(Facts.CLIENT, "")) {
            case Facts.CLIENT_BIOS -> "the BIOS";
            case Facts.CLIENT_UEFI -> "UEFI";
            case Facts.CLIENT_UEFI_HTTP -> "UEFI (HTTP boot)";
            case Facts.CLIENT_IPXE -> "iPXE";
            default -> "an operating system";
        };
    }
}
