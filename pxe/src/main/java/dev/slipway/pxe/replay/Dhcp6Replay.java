package dev.slipway.pxe.replay;

import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.pcap.Segment;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.Step;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// DHCPv6 (RFC 8415, RFC 5970) as steps: who asks, who answers, and what is to be booted.
final class Dhcp6Replay {

    private static final int SOLICIT = 1;
    private static final int ADVERTISE = 2;
    private static final int REQUEST = 3;
    private static final int REPLY = 7;
    private static final int INFORMATION_REQUEST = 11;
    private static final int RELAY_FORWARD = 12;
    private static final int RELAY_REPLY = 13;

    private static final int RELAYED_MESSAGE = 9;
    private static final int BOOT_FILE_URL = 59;
    private static final int CLIENT_ARCHITECTURE = 61;
    private static final int RELAYS_MAX = 4;
    private static final int OPTIONS_MAX = 200;

    private final CaptureReplay replay;

    Dhcp6Replay(CaptureReplay replay) {
        this.replay = replay;
    }

    void accept(Segment.Udp udp) {
        boolean asks = udp.to().getPort() == 547 && udp.from().getPort() != 547;
        InetAddress client = asks ? udp.from().getAddress() : udp.to().getAddress();
        Optional<MacAddress> mac = asks ? udp.sender() : udp.receiver();
        ByteBuffer message = ByteBuffer.wrap(udp.payload());
        for (int relays = 0; relays < RELAYS_MAX && isRelayed(message); relays++) {
            client = peer(message);
            mac = Optional.empty();
            message = option(message, 34, RELAYED_MESSAGE).orElse(ByteBuffer.allocate(0));
        }
        Optional<MacAddress> machine = mac.isPresent() ? mac : cardOf(client);
        if (message.remaining() >= 4 && machine.isPresent()) {
            replay.packet(machine.get(), udp);
            tell(machine.get(), message, udp);
        }
    }

    private static boolean isRelayed(ByteBuffer message) {
        return message.remaining() >= 34 && (message.get(0) == RELAY_FORWARD || message.get(0) == RELAY_REPLY);
    }

    private void tell(MacAddress mac, ByteBuffer message, Segment.Udp udp) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(Facts.PROTOCOL, "dhcp6");
        Optional<ClientArchitecture> architecture = option(message, 4, CLIENT_ARCHITECTURE)
                .filter(option -> option.remaining() >= 2)
                .flatMap(option -> ClientArchitecture.ofCode(option.getShort(0) & 0xffff));
        architecture.ifPresent(known -> facts.put(Facts.ARCHITECTURE, known.text()));
        Optional<String> url = option(message, 4, BOOT_FILE_URL)
                .map(option -> StandardCharsets.ISO_8859_1.decode(option).toString());
        url.ifPresent(known -> facts.put(Facts.FILE, known));
        String server = udp.from().getAddress().getHostAddress();
        String boot = url.map(" to boot '%s'"::formatted).orElse(" nothing to boot");
        switch (message.get(0)) {
            case SOLICIT, INFORMATION_REQUEST -> {
                facts.put(Facts.CLIENT, client(architecture));
                replay.tell(mac, Step.DISCOVER, "asks over IPv6 for an address or a boot", facts);
            }
            case ADVERTISE -> {
                facts.put(Facts.SERVER, server);
                facts.put(Facts.OFFERS, url.isPresent() ? Facts.OFFERS_BOTH : Facts.OFFERS_ADDRESS);
                replay.tell(mac, Step.OFFER, "%s offers%s".formatted(server, boot), facts);
            }
            case REQUEST -> replay.tell(mac, Step.REQUEST, "takes an offer over IPv6", facts);
            case REPLY -> {
                facts.put(Facts.SERVER, server);
                replay.tell(mac, Step.ACKNOWLEDGE, "%s gives%s".formatted(server, boot), facts);
            }
            default -> replay.tell(mac, Step.OTHER_DHCP, "speaks DHCPv6", facts);
        }
    }

    private static String client(Optional<ClientArchitecture> architecture) {
        return architecture
                .map(known -> known.isHttpBoot() ? Facts.CLIENT_UEFI_HTTP : Facts.CLIENT_UEFI)
                .orElse(Facts.CLIENT_OTHER);
    }

    private static Optional<ByteBuffer> option(ByteBuffer message, int from, int code) {
        int at = from;
        for (int i = 0; i < OPTIONS_MAX && at + 4 <= message.limit(); i++) {
            int length = message.getShort(at + 2) & 0xffff;
            if (at + 4 + length > message.limit()) {
                break;
            }
            if ((message.getShort(at) & 0xffff) == code) {
                return Optional.of(message.slice(at + 4, length));
            }
            at += 4 + length;
        }
        return Optional.empty();
    }

    private static InetAddress peer(ByteBuffer relayed) {
        byte[] address = new byte[16];
        relayed.get(18, address);
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes of an address", e);
        }
    }

    /// The card behind an address that was made of it (RFC 4291, appendix A).
    private static Optional<MacAddress> cardOf(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16 || bytes[11] != (byte) 0xff || bytes[12] != (byte) 0xfe) {
            return Optional.empty();
        }
        byte[] card = Arrays.copyOfRange(bytes, 8, 14);
        card[0] ^= 2;
        card[3] = bytes[13];
        card[4] = bytes[14];
        card[5] = bytes[15];
        return Optional.of(MacAddress.of(card));
    }
}
