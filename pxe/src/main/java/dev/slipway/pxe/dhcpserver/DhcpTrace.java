package dev.slipway.pxe.dhcpserver;

import dev.slipway.pxe.dhcp.Answer;
import dev.slipway.pxe.dhcp.ArchitectureOption;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpMessageType;
import dev.slipway.pxe.dhcp.DhcpReply;
import dev.slipway.pxe.dhcp.Ipv4;
import dev.slipway.pxe.firmware.Firmware;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import dev.slipway.pxe.trace.TraceSink;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
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
        if (yours != Ipv4.NONE) {
            facts.put("address", Ipv4.text(yours));
        }
        sink.tell(new HostEvent(now, mac, send.step(), send.text(), facts));
        if (send.step() == Step.ACKNOWLEDGE) {
            sink.located(mac, Ipv4.toInetAddress(yours));
        } else if (send.step() == Step.BOOT_SERVER_REPLY && request.ciaddr() != Ipv4.NONE) {
            sink.located(mac, Ipv4.toInetAddress(request.ciaddr()));
        }
    }

    void silent(Link link, MacAddress mac, DhcpMessage request, Step step, String text) {
        if (!deaf()) {
            sink.tell(new HostEvent(Instant.now(), mac, step, text, facts(link, request)));
        }
    }

    private static Map<String, String> facts(Link link, DhcpMessage request) {
        Map<String, String> facts = new HashMap<>();
        facts.put("interface", link.name);
        facts.put("server", Ipv4.text(link.address));
        Firmware firmware = Firmware.of(request);
        if (firmware != Firmware.NONE) {
            facts.put("firmware", firmware.title());
            ArchitectureOption.of(request.options())
                    .map(ClientArchitecture::text)
                    .ifPresent(text -> facts.put("architecture", text));
        }
        if (request.isRelayed()) {
            facts.put("relay", Ipv4.text(request.giaddr()));
        }
        return facts;
    }

    private static InetSocketAddress socket(int address, int port) {
        return new InetSocketAddress(Ipv4.toInetAddress(address), port);
    }
}
