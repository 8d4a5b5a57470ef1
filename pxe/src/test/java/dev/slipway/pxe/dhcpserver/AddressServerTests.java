package dev.slipway.pxe.dhcpserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pxe.dhcp.Answer;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpMessageType;
import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.dhcp.DhcpPackets;
import dev.slipway.pxe.dhcp.DhcpReply;
import dev.slipway.pxe.firmware.BootAdvisor;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.lease.Lease;
import dev.slipway.pxe.lease.LeaseState;
import dev.slipway.pxe.lease.LeaseTable;
import dev.slipway.pxe.subnet.LeaseTimes;
import dev.slipway.pxe.subnet.Network;
import dev.slipway.pxe.subnet.OptionClass;
import dev.slipway.pxe.subnet.Pool;
import dev.slipway.pxe.subnet.Reservation;
import dev.slipway.pxe.subnet.Subnet;
import dev.slipway.pxe.trace.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AddressServerTests {

    private static final int OWN = Ipv4.of("10.7.0.1");
    private static final int RELAY = Ipv4.of("10.8.0.1");
    private static final MacAddress MAC = DhcpPackets.MAC;
    private static final MacAddress OTHER =
            MacAddress.parse("52:54:00:00:00:02").orElseThrow();
    private static final UUID MACHINE = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    private final List<Subnet> subnets = List.of(subnet("10.7.0"), subnet("10.8.0"));
    private final List<Lease> changed = new ArrayList<>();
    private final LeaseTable table = new LeaseTable(subnets, Set.of(OWN), List.of(), 0);
    private final AddressServer server = server(false);

    private AddressServer server(boolean probing) {
        return new AddressServer(table, new BootAdvisor(ServeDhcp.bootingAll()), changed::add, probing, 300);
    }

    private static Subnet subnet(String prefix) {
        return new Subnet(
                Network.parse(prefix + ".0/24").orElseThrow(),
                List.of(new Pool(Ipv4.of(prefix + ".100"), Ipv4.of(prefix + ".101"))),
                List.of(
                        new Reservation(
                                new Reservation.ByMac(
                                        MacAddress.parse("52:54:00:00:00:99").orElseThrow()),
                                Ipv4.of(prefix + ".50"),
                                DhcpOptions.builder()
                                        .addText(DhcpOption.HOST_NAME, "fixed")
                                        .build()),
                        new Reservation(
                                new Reservation.ByClientId("00aabb"), Ipv4.of(prefix + ".51"), DhcpOptions.empty()),
                        new Reservation(
                                new Reservation.ByMachine(MACHINE), Ipv4.of(prefix + ".52"), DhcpOptions.empty())),
                new LeaseTimes(Duration.ofSeconds(1000), Duration.ofSeconds(100), Duration.ofSeconds(5000)),
                DhcpOptions.builder()
                        .addText(DhcpOption.DOMAIN_NAME, "edge.example")
                        .build(),
                List.of(new OptionClass(
                        Optional.of("PXEClient"),
                        Optional.empty(),
                        Optional.of(ClientArchitecture.EFI_X64),
                        Optional.of(0x525400),
                        DhcpOptions.builder()
                                .addText(DhcpOption.DOMAIN_NAME, "boot.example")
                                .build())));
    }

    private static DhcpOptions.Builder options() {
        return DhcpOptions.builder();
    }

    private Answer ask(DhcpMessage message, long now) {
        return server.answer(message.mac().orElseThrow(), message, OWN, subnets, now);
    }

    private Answer ask(DhcpMessageType type, MacAddress mac, DhcpOptions.Builder options) {
        return ask(DhcpPackets.question(type, mac, options.build()), 0);
    }

    private static DhcpReply reply(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Send.class);
        return ((Answer.Send) answer).reply();
    }

    private static DhcpMessageType type(Answer answer) {
        return reply(answer).message().type().orElseThrow();
    }

    private static DhcpOptions.Builder selecting(int server, String address) {
        return options()
                .addInteger(DhcpOption.SERVER_ID, server)
                .addInteger(DhcpOption.REQUESTED_ADDRESS, Ipv4.of(address));
    }

    @Test
    void discoverIsOfferedAnAddressWithTheOptionsOfTheNetwork() {
        DhcpReply reply = reply(ask(DhcpMessageType.DISCOVER, MAC, options()));
        assertThat(Ipv4.text(reply.message().yiaddr())).isEqualTo("10.7.0.100");
        assertThat(reply.toHardware()).isTrue();
        assertThat(reply.port()).isEqualTo(68);
        DhcpOptions told = reply.message().options();
        assertThat(told.codeAt(0)).isEqualTo(DhcpOption.MESSAGE_TYPE);
        assertThat(told.address(DhcpOption.SERVER_ID)).isEqualTo(OWN);
        assertThat(told.integer(DhcpOption.LEASE_TIME)).hasValue(1000);
        assertThat(told.integer(DhcpOption.RENEWAL_TIME)).hasValue(500);
        assertThat(told.integer(DhcpOption.REBINDING_TIME)).hasValue(875);
        assertThat(Ipv4.text(told.address(DhcpOption.SUBNET_MASK))).isEqualTo("255.255.255.0");
        assertThat(told.text(DhcpOption.DOMAIN_NAME)).contains("edge.example");
        assertThat(told.has(DhcpOption.BOOT_FILE_NAME)).isFalse();
        assertThat(changed).isEmpty();
    }

    @Test
    void discoverOfAFirmwareIsToldWhatToFetchAndTheOptionsOfItsClass() {
        DhcpMessage reply = reply(ask(
                        DhcpMessageType.DISCOVER,
                        MAC,
                        options()
                                .addText(DhcpOption.VENDOR_CLASS, "PXEClient:Arch:00007:UNDI:003016")
                                .addShort(DhcpOption.CLIENT_ARCHITECTURE, 7)))
                .message();
        assertThat(reply.file()).isEqualTo("efi-x64.loader");
        assertThat(reply.siaddr()).isEqualTo(OWN);
        assertThat(reply.options().text(DhcpOption.BOOT_FILE_NAME)).contains("efi-x64.loader");
        assertThat(reply.options().text(DhcpOption.TFTP_SERVER_NAME)).contains("10.7.0.1");
        assertThat(reply.options().text(DhcpOption.DOMAIN_NAME)).contains("boot.example");
        assertThat(reply.options().has(DhcpOption.VENDOR_CLASS)).isFalse();
    }

    @Test
    void leaseTimeIsWhatTheClientWantsWithinBounds() {
        for (int[] pair : new int[][] {{50, 100}, {400, 400}, {-1, 5000}}) {
            DhcpOptions told = reply(
                            ask(DhcpMessageType.DISCOVER, MAC, options().addInteger(DhcpOption.LEASE_TIME, pair[0])))
                    .message()
                    .options();
            assertThat(told.integer(DhcpOption.LEASE_TIME)).hasValue(pair[1]);
        }
    }

    @Test
    void requestThatTakesOurOfferIsAcknowledgedAndRemembered() {
        ask(DhcpMessageType.DISCOVER, MAC, options());
        Answer answer = ask(DhcpMessageType.REQUEST, MAC, selecting(OWN, "10.7.0.100"));
        assertThat(type(answer)).isEqualTo(DhcpMessageType.ACK);
        assertThat(changed).singleElement().satisfies(lease -> {
            assertThat(lease.endsAt()).isEqualTo(1000);
            assertThat(lease.state()).isEqualTo(LeaseState.BOUND);
            assertThat(lease.mac()).isEqualTo(MAC);
        });
    }

    @Test
    void requestThatTakesTheOfferOfAnotherFreesOurs() {
        ask(DhcpMessageType.DISCOVER, MAC, options());
        ask(DhcpMessageType.DISCOVER, OTHER, options());
        Answer answer = ask(DhcpMessageType.REQUEST, MAC, selecting(Ipv4.of("10.7.0.9"), "10.7.0.77"));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Silence.class,
                        silence -> assertThat(silence.text()).contains("10.7.0.9"));
        MacAddress third = MacAddress.parse("52:54:00:00:00:03").orElseThrow();
        assertThat(Ipv4.text(reply(ask(DhcpMessageType.DISCOVER, third, options()))
                        .message()
                        .yiaddr()))
                .isEqualTo("10.7.0.100");
    }

    @Test
    void requestAfterRebootIsRefusedForAnAddressOfAnotherNetworkOrMachine() {
        Answer foreign = ask(
                DhcpMessageType.REQUEST,
                MAC,
                options().addInteger(DhcpOption.REQUESTED_ADDRESS, Ipv4.of("192.168.1.5")));
        assertThat(type(foreign)).isEqualTo(DhcpMessageType.NAK);
        assertThat(reply(foreign).address()).isEqualTo(Ipv4.BROADCAST);
        assertThat(reply(foreign).message().yiaddr()).isZero();
        ask(DhcpMessageType.REQUEST, OTHER, selecting(OWN, "10.7.0.100"));
        Answer taken = ask(
                DhcpMessageType.REQUEST,
                MAC,
                options().addInteger(DhcpOption.REQUESTED_ADDRESS, Ipv4.of("10.7.0.100")));
        assertThat(type(taken)).isEqualTo(DhcpMessageType.NAK);
    }

    @Test
    void requestThatRenewsIsAnsweredToTheAddressAndDefersTheEnd() {
        ask(DhcpMessageType.REQUEST, MAC, selecting(OWN, "10.7.0.100"));
        DhcpMessage renewal =
                DhcpPackets.question(DhcpMessageType.REQUEST, MAC, Ipv4.of("10.7.0.100"), DhcpOptions.empty());
        DhcpReply reply = reply(ask(renewal, 400));
        assertThat(Ipv4.text(reply.address())).isEqualTo("10.7.0.100");
        assertThat(reply.toHardware()).isFalse();
        assertThat(Ipv4.text(reply.message().ciaddr())).isEqualTo("10.7.0.100");
        assertThat(changed.getLast().endsAt()).isEqualTo(1400);
        DhcpMessage thief =
                DhcpPackets.question(DhcpMessageType.REQUEST, OTHER, Ipv4.of("10.7.0.100"), DhcpOptions.empty());
        Answer refused = ask(thief, 400);
        assertThat(type(refused)).isEqualTo(DhcpMessageType.NAK);
        assertThat(reply(refused).address()).isEqualTo(Ipv4.BROADCAST);
    }

    @Test
    void declineSetsTheAddressAsideAndReleaseFreesIt() {
        ask(DhcpMessageType.REQUEST, MAC, selecting(OWN, "10.7.0.100"));
        assertThat(ask(DhcpMessageType.DECLINE, OTHER, selecting(OWN, "10.7.0.100")))
                .isEqualTo(Answer.NOTHING);
        assertThat(ask(DhcpMessageType.DECLINE, MAC, selecting(OWN, "10.7.0.100")))
                .isInstanceOf(Answer.Silence.class);
        assertThat(changed.getLast().state()).isEqualTo(LeaseState.DECLINED);
        assertThat(Ipv4.text(reply(ask(DhcpMessageType.DISCOVER, MAC, options()))
                        .message()
                        .yiaddr()))
                .isEqualTo("10.7.0.101");
        ask(DhcpMessageType.REQUEST, MAC, selecting(OWN, "10.7.0.101"));
        ask(DhcpPackets.question(DhcpMessageType.RELEASE, MAC, Ipv4.of("10.7.0.101"), DhcpOptions.empty()), 5);
        assertThat(changed.getLast().state()).isEqualTo(LeaseState.RELEASED);
        assertThat(Ipv4.text(reply(ask(DhcpMessageType.DISCOVER, OTHER, options()))
                        .message()
                        .yiaddr()))
                .isEqualTo("10.7.0.101");
    }

    @Test
    void informIsToldOptionsAndNoLease() {
        DhcpReply reply = reply(
                ask(DhcpPackets.question(DhcpMessageType.INFORM, MAC, Ipv4.of("10.7.0.7"), DhcpOptions.empty()), 0));
        assertThat(Ipv4.text(reply.address())).isEqualTo("10.7.0.7");
        assertThat(reply.message().yiaddr()).isZero();
        assertThat(reply.message().options().has(DhcpOption.LEASE_TIME)).isFalse();
        assertThat(reply.message().options().text(DhcpOption.DOMAIN_NAME)).contains("edge.example");
        assertThat(changed).isEmpty();
    }

    @Test
    void relayAgentSelectsTheNetworkAndFindsItsOptionAgain() {
        DhcpMessage relayed = DhcpPackets.relayed(
                DhcpPackets.question(
                        DhcpMessageType.DISCOVER,
                        MAC,
                        options()
                                .add(DhcpOption.RELAY_AGENT, HexFormat.of().parseHex("01027831"))
                                .build()),
                RELAY);
        DhcpReply reply = reply(ask(relayed, 0));
        assertThat(Ipv4.text(reply.message().yiaddr())).isEqualTo("10.8.0.100");
        assertThat(reply.address()).isEqualTo(RELAY);
        assertThat(reply.port()).isEqualTo(67);
        assertThat(reply.message().giaddr()).isEqualTo(RELAY);
        assertThat(reply.message().options().bytes(DhcpOption.RELAY_AGENT).orElseThrow())
                .isEqualTo(HexFormat.of().parseHex("01027831"));
        DhcpMessage refused = DhcpPackets.relayed(
                DhcpPackets.question(
                        DhcpMessageType.REQUEST,
                        MAC,
                        options()
                                .addInteger(DhcpOption.REQUESTED_ADDRESS, Ipv4.of("10.7.0.100"))
                                .build()),
                RELAY);
        assertThat(type(ask(refused, 0))).isEqualTo(DhcpMessageType.NAK);
        assertThat(reply(ask(refused, 0)).message().wantsBroadcast()).isTrue();
        assertThat(ask(DhcpPackets.relayed(relayed, Ipv4.of("10.9.0.1")), 0))
                .isInstanceOfSatisfying(Answer.Silence.class, silence -> {
                    assertThat(silence.step()).isEqualTo(Step.IGNORED);
                    assertThat(silence.text()).contains("10.9.0.1");
                });
    }

    @Test
    void reservationIsFoundByCardIdentifierAndMachine() {
        MacAddress fixed = MacAddress.parse("52:54:00:00:00:99").orElseThrow();
        DhcpMessage byMac =
                reply(ask(DhcpMessageType.DISCOVER, fixed, options())).message();
        assertThat(Ipv4.text(byMac.yiaddr())).isEqualTo("10.7.0.50");
        assertThat(byMac.options().text(DhcpOption.HOST_NAME)).contains("fixed");
        byte[] id = {0, (byte) 0xaa, (byte) 0xbb};
        DhcpMessage byId = reply(ask(DhcpMessageType.DISCOVER, MAC, options().add(DhcpOption.CLIENT_ID, id)))
                .message();
        assertThat(Ipv4.text(byId.yiaddr())).isEqualTo("10.7.0.51");
        assertThat(byId.options().bytes(DhcpOption.CLIENT_ID).orElseThrow()).isEqualTo(id);
        byte[] machine = HexFormat.of().parseHex("0033221100554477668899aabbccddeeff");
        DhcpMessage byMachine = reply(
                        ask(DhcpMessageType.DISCOVER, OTHER, options().add(DhcpOption.CLIENT_MACHINE_ID, machine)))
                .message();
        assertThat(Ipv4.text(byMachine.yiaddr())).isEqualTo("10.7.0.52");
    }

    @Test
    void poolThatIsEmptySaysSo() {
        for (int i = 1; i <= 2; i++) {
            ask(DhcpMessageType.DISCOVER, new MacAddress(0x5254_0000_1000L + i), options());
        }
        assertThat(ask(DhcpMessageType.DISCOVER, MAC, options()))
                .isEqualTo(new Answer.Silence(Step.IGNORED, "no address is left in 10.7.0.0/24"));
    }

    @Test
    void newAddressIsProbedAndThatOfABoundClientIsNot() {
        AddressServer careful = server(true);
        DhcpMessage discover = DhcpPackets.question(DhcpMessageType.DISCOVER, MAC, DhcpOptions.empty());
        assertThat(careful.answer(MAC, discover, OWN, subnets, 0))
                .isInstanceOfSatisfying(
                        Answer.Probe.class,
                        probe -> assertThat(Ipv4.text(probe.address())).isEqualTo("10.7.0.100"));
        ask(DhcpMessageType.REQUEST, MAC, selecting(OWN, "10.7.0.100"));
        assertThat(careful.answer(MAC, discover, OWN, subnets, 0)).isInstanceOf(Answer.Send.class);
        DhcpMessage relayed = DhcpPackets.relayed(discover, RELAY);
        assertThat(careful.answer(MAC, relayed, OWN, subnets, 0)).isInstanceOf(Answer.Send.class);
    }

    @Test
    void bootpIsNotServed() {
        DhcpMessage bootp =
                new DhcpMessage(1, 1, 6, 0, 1, 0, 0, 0, 0, 0, 0, MAC.value() << 16, 0, "", "", DhcpOptions.empty());
        assertThat(ask(bootp, 0)).isEqualTo(Answer.NOTHING);
    }
}
