package dev.slipway.pxe.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pxe.dhcp.Answer;
import dev.slipway.pxe.dhcp.CapturedPackets;
import dev.slipway.pxe.dhcp.DhcpMessage;
import dev.slipway.pxe.dhcp.DhcpMessageType;
import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.dhcp.DhcpOptions;
import dev.slipway.pxe.dhcp.DhcpPackets;
import dev.slipway.pxe.dhcp.DhcpReply;
import dev.slipway.pxe.firmware.BootAdvisor;
import dev.slipway.pxe.firmware.BootAnswer;
import dev.slipway.pxe.firmware.BootReply;
import dev.slipway.pxe.firmware.Firmware;
import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What real firmwares sent, answered by us.
class CapturedFirmwareTests {

    private static final int OWN = Ipv4.of("10.7.0.1");
    private static final MacAddress MAC = DhcpPackets.MAC;

    private BootAnswer decision = new BootAnswer.Boot("loader");
    private final ProxyDhcp proxy = new ProxyDhcp(new BootAdvisor(question -> decision));

    private static List<DhcpMessage> to(String capture, int port, DhcpMessageType type) {
        return CapturedPackets.of(CapturedFirmwareTests.class, capture).stream()
                .filter(one -> one.port() == port)
                .map(CapturedPackets.Captured::message)
                .filter(message -> message.op() == 1 && message.type().equals(Optional.of(type)))
                .toList();
    }

    private static DhcpReply reply(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Send.class);
        return ((Answer.Send) answer).reply();
    }

    @ParameterizedTest
    @CsvSource({
        "ipxe-bios-proxy.pcap, 0, IPXE, BIOS",
        "ovmf-x64-proxy.pcap, 0, EFI_PXE, EFI_X64",
        "ovmf-x64-dhcp.pcap, 0, EFI_PXE, EFI_X64",
        "ovmf-http-dhcp.pcap, 0, EFI_HTTP, HTTP_X64",
        "ipxe-efi-dnsmasq.pcap, 0, IPXE, EFI_X64",
        "ipxe-efi-dnsmasq.pcap, -1, EFI_PXE, EFI_X64"
    })
    void firmwareIsRecognisedWithItsMachine(
            String capture, int place, Firmware firmware, ClientArchitecture architecture) {
        List<DhcpMessage> discovers = to(capture, 67, DhcpMessageType.DISCOVER);
        DhcpMessage discover = place < 0 ? discovers.getLast() : discovers.get(place);
        assertThat(Firmware.of(discover)).isEqualTo(firmware);
        assertThat(discover.mac()).contains(MAC);
        BootClient client = BootReply.client(MAC, discover);
        assertThat(client.architecture()).contains(architecture);
        assertThat(client.uuid()).contains(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
    }

    @Test
    void ovmfIsSentToPort4011AndThereToldItsLoader() {
        DhcpMessage discover =
                to("ovmf-x64-proxy.pcap", 67, DhcpMessageType.DISCOVER).getFirst();
        DhcpReply offer = reply(proxy.onServerPort(MAC, discover, OWN));
        assertThat(offer.address()).isEqualTo(Ipv4.BROADCAST);
        assertThat(offer.message().yiaddr()).isZero();
        assertThat(offer.message().file()).isEmpty();
        assertThat(offer.message().xid()).isEqualTo(discover.xid());
        assertThat(offer.message().options().has(DhcpOption.VENDOR_SPECIFIC)).isFalse();
        DhcpMessage request =
                to("ovmf-x64-proxy.pcap", 4011, DhcpMessageType.REQUEST).getFirst();
        DhcpReply answer = reply(proxy.onBootServerPort(MAC, request, OWN, Ipv4.of("10.7.0.81"), 68));
        assertThat(answer.message().file()).isEqualTo("loader");
        assertThat(answer.message().type()).contains(DhcpMessageType.ACK);
        assertThat(Ipv4.text(answer.address())).isEqualTo("10.7.0.81");
        assertThat(answer.message().options().address(DhcpOption.SERVER_ID)).isEqualTo(OWN);
    }

    @Test
    void requestForTheAddressOfAnotherServerIsLeftAlone() {
        for (String capture : List.of("ovmf-x64-proxy.pcap", "ipxe-bios-proxy.pcap")) {
            DhcpMessage request = to(capture, 67, DhcpMessageType.REQUEST).getFirst();
            assertThat(proxy.onServerPort(MAC, request, OWN)).isEqualTo(Answer.NOTHING);
            // Even one that took us for its DHCP server: we have no address for it.
            assertThat(proxy.onServerPort(MAC, request, Ipv4.of("10.7.0.2"))).isEqualTo(Answer.NOTHING);
        }
    }

    @Test
    void ipxeIsToldItsScriptInTheOffer() {
        decision = new BootAnswer.Boot("http://10.7.0.1/boot.ipxe");
        DhcpMessage discover =
                to("ipxe-bios-proxy.pcap", 67, DhcpMessageType.DISCOVER).getFirst();
        DhcpMessage offer = reply(proxy.onServerPort(MAC, discover, OWN)).message();
        assertThat(offer.file()).isEqualTo("http://10.7.0.1/boot.ipxe");
        assertThat(offer.options().bytes(DhcpOption.VENDOR_SPECIFIC).orElseThrow())
                .containsExactly(6, 1, 8);
    }

    @Test
    void machineThatIsNotOursHearsNothing() {
        decision = new BootAnswer.NotForUs("no site has this machine");
        DhcpMessage discover =
                to("ovmf-x64-proxy.pcap", 67, DhcpMessageType.DISCOVER).getFirst();
        assertThat(proxy.onServerPort(MAC, discover, OWN))
                .isInstanceOfSatisfying(
                        Answer.Silence.class,
                        silence -> assertThat(silence.text()).isEqualTo("left alone: no site has this machine"));
    }

    @Test
    void ordinaryClientHearsNothing() {
        DhcpMessage discover = DhcpPackets.question(DhcpMessageType.DISCOVER, MAC, DhcpOptions.empty());
        assertThat(proxy.onServerPort(MAC, discover, OWN)).isEqualTo(Answer.NOTHING);
        assertThat(proxy.onBootServerPort(MAC, discover, OWN, 0, 68)).isEqualTo(Answer.NOTHING);
    }

    @Test
    void relayedQuestionIsAnsweredThroughTheRelayAgent() {
        DhcpMessage discover =
                to("ovmf-x64-proxy.pcap", 67, DhcpMessageType.DISCOVER).getFirst();
        DhcpReply offer = reply(proxy.onServerPort(MAC, DhcpPackets.relayed(discover, Ipv4.of("10.8.0.1")), OWN));
        assertThat(Ipv4.text(offer.address())).isEqualTo("10.8.0.1");
        assertThat(offer.port()).isEqualTo(67);
    }
}
