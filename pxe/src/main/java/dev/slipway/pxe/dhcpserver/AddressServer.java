package dev.slipway.pxe.dhcpserver;

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
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.lease.Lease;
import dev.slipway.pxe.lease.LeaseTable;
import dev.slipway.pxe.subnet.Subnet;
import dev.slipway.pxe.trace.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What a DHCP server says to whom (RFC 2131, chapter 4.3): messages and times go in, answers and changed leases
/// come out; nothing else is touched. It speaks for the whole network: who asks for an address that it must not
/// have is refused, and who asks for one that is free gets it even if nobody remembers the lease. Not safe for use
/// by several threads.
final class AddressServer {

    private static final int OFFER_SECONDS = 60;

    private final LeaseTable table;
    private final BootAdvisor advisor;
    private final Consumer<Lease> changed;
    private final boolean probing;
    private final long declinedSeconds;

    AddressServer(
            LeaseTable table, BootAdvisor advisor, Consumer<Lease> changed, boolean probing, long declinedSeconds) {
        this.table = table;
        this.advisor = advisor;
        this.changed = changed;
        this.probing = probing;
        this.declinedSeconds = declinedSeconds;
    }

    /// What follows from a message.
    ///
    /// @param own our address on the interface that it came by
    /// @param subnets what is served there
    /// @param now in seconds of the epoch
    Answer answer(MacAddress mac, DhcpMessage request, int own, List<Subnet> subnets, long now) {
        Optional<DhcpMessageType> type = request.type();
        if (type.isEmpty()) {
            return Answer.NOTHING;
        }
        int at = request.isRelayed() ? request.giaddr() : own;
        for (Subnet subnet : subnets) {
            if (subnet.network().contains(at)) {
                Client client = Client.of(mac, request, subnet);
                return switch (type.get()) {
                    case DISCOVER -> discover(client, request, own, now);
                    case REQUEST -> request(client, request, own, now);
                    case DECLINE -> decline(client, request, own, now);
                    case RELEASE -> release(client, request, now);
                    case INFORM -> inform(client, request, own);
                    case OFFER, ACK, NAK -> Answer.NOTHING;
                };
            }
        }
        return new Answer.Silence(Step.IGNORED, "no network is configured for " + Ipv4.text(at));
    }

    private Answer discover(Client client, DhcpMessage request, int own, long now) {
        int network = client.subnet().network().address();
        boolean held = table.holds(client.key(), network, now);
        int wanted = request.options().address(DhcpOption.REQUESTED_ADDRESS);
        int address = table.offer(
                client.subnet(), client.key(), client.mac(), client.reserved(), wanted, now, now + OFFER_SECONDS);
        if (address == Ipv4.NONE) {
            return new Answer.Silence(
                    Step.IGNORED, "no address is left in " + client.subnet().network());
        }
        Answer.Send offer = lease(client, request, own, address, DhcpMessageType.OFFER);
        return probing && !held && !request.isRelayed() ? new Answer.Probe(offer, address) : offer;
    }

    private Answer request(Client client, DhcpMessage request, int own, long now) {
        int server = request.options().address(DhcpOption.SERVER_ID);
        int wanted = request.options().address(DhcpOption.REQUESTED_ADDRESS);
        if (server != Ipv4.NONE && server != own) {
            table.withdraw(client.key(), client.subnet().network().address());
            return new Answer.Silence(Step.OTHER_DHCP, "took the offer of another DHCP server, " + Ipv4.text(server));
        }
        int address = request.ciaddr() != Ipv4.NONE ? request.ciaddr() : wanted;
        if (address == Ipv4.NONE) {
            return new Answer.Silence(Step.IGNORED, "asked for an address and named none");
        }
        if (!table.mayHave(client.subnet(), client.key(), client.reserved(), address, now)) {
            return refuse(request, own, address);
        }
        int seconds = seconds(client, request);
        changed.accept(table.bind(client.subnet(), client.key(), client.mac(), address, now + seconds));
        return lease(client, request, own, address, DhcpMessageType.ACK);
    }

    private static Answer refuse(DhcpMessage request, int own, int address) {
        DhcpOptions.Builder options = DhcpOptions.builder()
                .addByte(DhcpOption.MESSAGE_TYPE, DhcpMessageType.NAK.code())
                .addInteger(DhcpOption.SERVER_ID, own)
                .addText(DhcpOption.MESSAGE, "the address is not yours");
        echoRelay(request, options);
        DhcpMessage reply = request.reply(Ipv4.NONE, Ipv4.NONE, "", "", options.build());
        // A relay agent must broadcast a refusal: the client may have an address of another network.
        DhcpMessage loud = request.isRelayed() ? reply.withFlags(DhcpMessage.BROADCAST_FLAG) : reply;
        return new Answer.Send(
                DhcpReply.to(request, loud),
                Step.REQUEST,
                Step.REFUSE_ADDRESS,
                Ipv4.text(address) + " is not for this machine");
    }

    private Answer decline(Client client, DhcpMessage request, int own, long now) {
        int address = request.options().address(DhcpOption.REQUESTED_ADDRESS);
        boolean ours = request.options().address(DhcpOption.SERVER_ID) == own;
        int network = client.subnet().network().address();
        if (!ours || !table.holds(client.key(), network, address, now)) {
            return Answer.NOTHING;
        }
        setAside(client.subnet(), client.mac(), address, now);
        return new Answer.Silence(Step.OTHER_DHCP, "declined " + Ipv4.text(address) + ": somebody else uses it");
    }

    /// Nobody gets this address for a while.
    void setAside(Subnet subnet, MacAddress mac, int address, long now) {
        changed.accept(table.decline(subnet, address, mac, now + declinedSeconds));
    }

    private Answer release(Client client, DhcpMessage request, long now) {
        Lease released = table.release(client.key(), client.subnet().network().address(), request.ciaddr(), now);
        if (released == null) {
            return Answer.NOTHING;
        }
        changed.accept(released);
        return new Answer.Silence(Step.OTHER_DHCP, "gave back " + Ipv4.text(request.ciaddr()));
    }

    private Answer inform(Client client, DhcpMessage request, int own) {
        if (request.ciaddr() == Ipv4.NONE) {
            return Answer.NOTHING;
        }
        DhcpOptions.Builder options = begin(DhcpMessageType.ACK, own);
        Optional<BootReply> boot = addBoot(client, request, own, options);
        finish(client, request, options);
        return new Answer.Send(
                DhcpReply.to(request, message(request, Ipv4.NONE, boot, options)),
                Step.OTHER_DHCP,
                Step.OTHER_DHCP,
                "told the options of the network");
    }

    private Answer.Send lease(Client client, DhcpMessage request, int own, int address, DhcpMessageType type) {
        int seconds = seconds(client, request);
        DhcpOptions.Builder options = begin(type, own)
                .addInteger(DhcpOption.LEASE_TIME, seconds)
                .addInteger(DhcpOption.RENEWAL_TIME, seconds / 2)
                .addInteger(DhcpOption.REBINDING_TIME, (int) (seconds * 7L / 8));
        Optional<BootReply> boot = addBoot(client, request, own, options);
        finish(client, request, options);
        DhcpMessage reply = message(request, address, boot, options);
        boolean offer = type == DhcpMessageType.OFFER;
        String text = (offer ? "offered " : "has ")
                + Ipv4.text(address)
                + boot.map(one -> ", told to fetch " + one.fetched()).orElse("");
        return new Answer.Send(
                DhcpReply.to(request, offer ? reply : reply.withClientAddress(request.ciaddr())),
                offer ? Step.DISCOVER : Step.REQUEST,
                offer ? Step.OFFER : Step.ACKNOWLEDGE,
                text);
    }

    private static int seconds(Client client, DhcpMessage request) {
        var asked = request.options().integer(DhcpOption.LEASE_TIME);
        return client.subnet().times().seconds(asked.isPresent() ? Integer.toUnsignedLong(asked.getAsInt()) : -1);
    }

    private static DhcpOptions.Builder begin(DhcpMessageType type, int own) {
        return DhcpOptions.builder()
                .addByte(DhcpOption.MESSAGE_TYPE, type.code())
                .addInteger(DhcpOption.SERVER_ID, own);
    }

    private Optional<BootReply> addBoot(Client client, DhcpMessage request, int own, DhcpOptions.Builder options) {
        options.addInteger(DhcpOption.SUBNET_MASK, client.subnet().network().mask());
        Optional<BootReply> boot =
                advisor.advise(client.mac(), request, Exchange.DHCP, own).reply();
        boot.ifPresent(reply -> options.addMissing(reply.options()));
        return boot;
    }

    private static void finish(Client client, DhcpMessage request, DhcpOptions.Builder options) {
        client.addOptions(request, options);
        // RFC 6842: whoever tells an identifier finds its answer by it.
        if (!options.has(DhcpOption.CLIENT_ID)) {
            options.addFrom(request.options(), DhcpOption.CLIENT_ID);
        }
        echoRelay(request, options);
    }

    private static void echoRelay(DhcpMessage request, DhcpOptions.Builder options) {
        int length = request.options().length(DhcpOption.RELAY_AGENT);
        if (request.isRelayed() && length <= DhcpEncoder.RELAY_AGENT_MAX) {
            options.addFrom(request.options(), DhcpOption.RELAY_AGENT);
        }
    }

    private static DhcpMessage message(
            DhcpMessage request, int address, Optional<BootReply> boot, DhcpOptions.Builder options) {
        return request.reply(
                address,
                boot.map(BootReply::siaddr).orElse(Ipv4.NONE),
                boot.map(BootReply::sname).orElse(""),
                boot.map(BootReply::file).orElse(""),
                options.build());
    }
}
