package dev.slipway.pxe.proxy;

import dev.slipway.pxe.dhcp.Answer;
import dev.slipway.pxe.dhcp.DhcpEncoder;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpMessageType;
import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.dhcp.DhcpReply;
import dev.slipway.pxe.firmware.BootAdvisor;
import dev.slipway.pxe.firmware.BootReply;
import dev.slipway.pxe.firmware.Exchange;
import dev.slipway.pxe.firmware.Firmware;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.Step;

/// Says to machines that boot what to fetch, and never gives an address: that is the business of the DHCP server of the
/// network. Clients that do not boot hear nothing.
///
/// @param advisor knows what boots
public record ProxyDhcp(BootAdvisor advisor) {

    /// What follows from a message to port 67.
    ///
    /// @param own our address on that network
    public Answer onServerPort(MacAddress mac, DhcpMessage request, int own) {
        return switch (request.type().orElse(DhcpMessageType.OFFER)) {
            case DISCOVER -> answer(mac, request, own, Exchange.PROXY_OFFER, Ipv4.NONE, DhcpReply.CLIENT_PORT);
            // A request that names us comes from a firmware that asks its boot server at the wrong port. One that has
            // no address yet took us for a DHCP server, and no answer of ours would help it.
            case REQUEST ->
                request.options().address(DhcpOption.SERVER_ID) == own && request.ciaddr() != Ipv4.NONE
                        ? answer(mac, request, own, Exchange.BOOT_SERVER, request.ciaddr(), DhcpReply.CLIENT_PORT)
                        : Answer.NOTHING;
            case DECLINE, RELEASE, INFORM, OFFER, ACK, NAK -> Answer.NOTHING;
        };
    }

    /// What follows from a message to port 4011.
    ///
    /// @param remote the address that it came from
    /// @param port the port that it came from
    public Answer onBootServerPort(MacAddress mac, DhcpMessage request, int own, int remote, int port) {
        return switch (request.type().orElse(DhcpMessageType.OFFER)) {
            case REQUEST, INFORM -> answer(mac, request, own, Exchange.BOOT_SERVER, remote, port);
            case DISCOVER, DECLINE, RELEASE, OFFER, ACK, NAK -> Answer.NOTHING;
        };
    }

    private Answer answer(MacAddress mac, DhcpMessage request, int own, Exchange exchange, int remote, int port) {
        BootAdvisor.Advice advice = advisor.advise(mac, request, exchange, own);
        if (advice.reply().isEmpty()) {
            return advice.firmware() == Firmware.NONE
                    ? Answer.NOTHING
                    : new Answer.Silence(Step.IGNORED, "left alone: " + advice.reason());
        }
        BootReply boot = advice.reply().get();
        boolean offer = exchange == Exchange.PROXY_OFFER;
        DhcpMessageType type = offer ? DhcpMessageType.OFFER : DhcpMessageType.ACK;
        DhcpOptions.Builder options = DhcpOptions.builder()
                .addByte(DhcpOption.MESSAGE_TYPE, type.code())
                .addInteger(DhcpOption.SERVER_ID, own)
                .addMissing(boot.options());
        if (request.options().length(DhcpOption.RELAY_AGENT) <= DhcpEncoder.RELAY_AGENT_MAX) {
            options.addFrom(request.options(), DhcpOption.RELAY_AGENT);
        }
        DhcpMessage reply = request.reply(Ipv4.NONE, boot.siaddr(), boot.sname(), boot.file(), options.build())
                .withClientAddress(request.ciaddr());
        String text = describe(advice.firmware(), boot, offer);
        return new Answer.Send(
                address(request, reply, remote, port),
                offer ? Step.DISCOVER : Step.BOOT_SERVER_REQUEST,
                offer ? Step.OFFER : Step.BOOT_SERVER_REPLY,
                text);
    }

    private static DhcpReply address(DhcpMessage request, DhcpMessage reply, int remote, int port) {
        DhcpReply usual = DhcpReply.to(request, reply);
        return remote == Ipv4.NONE || request.isRelayed()
                ? usual
                : new DhcpReply(reply, usual.limit(), remote, port, false);
    }

    private static String describe(Firmware firmware, BootReply boot, boolean offer) {
        return offer && boot.fetched().isEmpty()
                ? "told the " + firmware.title() + " to ask port 4011"
                : "told the " + firmware.title() + " to fetch " + boot.fetched();
    }
}
