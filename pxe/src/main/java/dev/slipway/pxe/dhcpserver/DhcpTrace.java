package dev.slipway.pxe.dhcpserver;

import dev.slipway.pxe.dhcp.Answer;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpMessageType;
import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.dhcp.DhcpReply;
import dev.slipway.pxe.firmware.DhcpFacts;
import dev.slipway.pxe.firmware.Firmware;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import dev.slipway.pxe.trace.TraceSink;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;

/// Tells what DHCP did for machines.
///
/// @param sink who wants to know; nothing is put into words for [TraceSink#NONE]
record DhcpTrace(TraceSink sink) {

    private boolean deaf() {
        return sink.equals(TraceSink.NONE);
    }

    void received(MacAddress mac, int fromAddress, int fromPort, int toAddress, int toPort, byte[] payload) {
        sink.packet(mac, socket(fromAddress, fromPort), socket(toAddress, toPort), payload);
    }

    boolean wantsPackets() {
        return !deaf();
    }

    void sent(Link link, int fromPort, MacAddress mac, DhcpMessage request, Answer.Send send, byte[] payload) {
        if (deaf()) {
            return;
        }
        DhcpReply reply = send.reply();
        sink.packet(mac, socket(link.address, fromPort), socket(reply.address(), reply.port()), payload);
        Instant now = Instant.now();
        Map<String, String> facts = facts(link, request);
        if (send.asked() != send.step()) {
            String text = request.type().map(DhcpMessageType::text).orElse("BOOTP") + " on " + link.name;
            sink.tell(new HostEvent(now, mac, send.asked(), text, facts));
        }
        int yours = reply.message().yiaddr();
        facts.putAll(DhcpFacts.ofServer(reply.message(), Ipv4.text(link.address)));
        sink.tell(new HostEvent(now, mac, send.step(), send.text(), facts));
        if (send.step() == Step.ACKNOWLEDGE) {
            sink.located(mac, Ipv4.toInetAddress(yours));
        } else if (send.step() == Step.BOOT_SERVER_REPLY && request.ciaddr() != Ipv4.NONE) {
            sink.located(mac, Ipv4.toInetAddress(request.ciaddr()));
        }
    }

    void silent(Link link, MacAddress mac, DhcpMessage request, Step step, String text) {
        if (deaf()) {
            return;
        }
        Map<String, String> facts = facts(link, request);
        if (request.type().filter(DhcpMessageType.DECLINE::equals).isPresent()) {
            facts.put(Facts.REASON, Facts.REASON_DECLINED);
        } else if (step == Step.IGNORED && Firmware.of(request) == Firmware.NONE) {
            facts.put(Facts.REASON, Facts.REASON_NOT_PXE);
        }
        sink.tell(new HostEvent(Instant.now(), mac, step, text, facts));
    }

    /// A machine that boots takes the offer of another server: that it has an address is half of what the doctor must
    /// know of a proxy's client.
    void overheard(Link link, MacAddress mac, DhcpMessage request) {
        boolean takes = request.type().filter(DhcpMessageType.REQUEST::equals).isPresent();
        if (deaf() || !takes || Firmware.of(request) == Firmware.NONE) {
            return;
        }
        Map<String, String> facts = facts(link, request);
        DhcpOptions options = request.options();
        int server = options.address(DhcpOption.SERVER_ID);
        int address = options.address(DhcpOption.REQUESTED_ADDRESS);
        facts.put(Facts.SERVER, Ipv4.text(server));
        if (address != Ipv4.NONE) {
            facts.put(Facts.ADDRESS, Ipv4.text(address));
        }
        String text = "takes %s of %s".formatted(Ipv4.text(address), Ipv4.text(server));
        sink.tell(new HostEvent(Instant.now(), mac, Step.REQUEST, text, facts));
    }

    private static Map<String, String> facts(Link link, DhcpMessage request) {
        Map<String, String> facts = DhcpFacts.ofClient(request);
        facts.put(Facts.INTERFACE, link.name);
        facts.put(Facts.SERVER, Ipv4.text(link.address));
        return facts;
    }

    private static InetSocketAddress socket(int address, int port) {
        return new InetSocketAddress(Ipv4.toInetAddress(address), port);
    }
}
