package dev.slipway.pxe.dhcp6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.pxe.firmware.BootAnswer;
import dev.slipway.pxe.firmware.BootFile;
import dev.slipway.pxe.firmware.Firmware;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.MacAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What UEFI sends, byte for byte as the RFCs lay it out.
class Dhcp6AnswersTests {

    private static final String UUID_ID = "0001 0012 0004 00112233445566778899aabbccddeeff";
    private static final String ARCH_X64 = "003d 0002 0007";
    private static final String ARCH_HTTP = "003d 0002 0010";
    private static final String IA_NA = "0003 000c 00000001 00000000 00000000";
    private static final String HTTP_CLASS = "0010 0010 00000157 000a 48545450436c69656e74";

    private final Inet6Address own = address("fd07::1");
    private final Inet6Address linkLocal = address("fe80::5054:ff:fe12:3456");
    private final Dhcp6Answers answers = new Dhcp6Answers(
            HexFormat.of().parseHex("00030001525400000001"),
            question -> new BootAnswer.Boot(
                    question.file() == BootFile.LOADER_URL ? "ipxe.efi" : "http://" + question.host() + "/x.efi"));

    private static Inet6Address address(String text) {
        try {
            return (Inet6Address) InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static Dhcp6Message message(String hex) throws MalformedDhcp6Exception {
        return Dhcp6Message.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    private Optional<Dhcp6Message> ask(String hex, boolean stateful) throws MalformedDhcp6Exception {
        Dhcp6Message request = message(hex);
        Dhcp6Client client =
                Dhcp6Client.of(request, Optional.empty(), linkLocal).orElseThrow();
        Optional<Dhcp6Pool> pool = stateful ? Optional.of(new Dhcp6Pool(address("fd07::a:0:0"))) : Optional.empty();
        return answers.answer(request, client, own, pool, 1000);
    }

    private static String text(Dhcp6Message message, int option) {
        return message.option(option).orElseThrow().text();
    }

    @Test
    void clientIsKnownByUuidAndLinkLocalAddress() throws MalformedDhcp6Exception {
        Dhcp6Client client = Dhcp6Client.of(message("01 abcdef" + UUID_ID + ARCH_X64), Optional.empty(), linkLocal)
                .orElseThrow();
        assertThat(client.client().mac())
                .isEqualTo(MacAddress.parse("52:54:00:12:34:56").orElseThrow());
        assertThat(client.client().uuid()).contains(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
        assertThat(client.client().architecture()).contains(ClientArchitecture.EFI_X64);
        assertThat(client.firmware()).isEqualTo(Firmware.EFI_PXE);
        Dhcp6Client byDuid = Dhcp6Client.of(
                        message("01 abcdef 0001 000a 0003 0001 525400000099"), Optional.empty(), linkLocal)
                .orElseThrow();
        assertThat(byDuid.client().mac()).hasToString("52:54:00:00:00:99");
        assertThat(byDuid.firmware()).isEqualTo(Firmware.NONE);
    }

    @Test
    void solicitOfPxeIsAdvertisedAnAddressAndALoader() throws MalformedDhcp6Exception {
        Dhcp6Message answer =
                ask("01 abcdef" + UUID_ID + IA_NA + ARCH_X64, true).orElseThrow();
        assertThat(answer.type()).isEqualTo(Dhcp6Message.ADVERTISE);
        assertThat(answer.transaction()).isEqualTo(0xabcdef);
        assertThat(text(answer, Dhcp6Option.BOOT_FILE_URL)).isEqualTo("tftp://[fd07:0:0:0:0:0:0:1]/ipxe.efi");
        ByteBuffer given = answer.option(Dhcp6Option.IA_NA).orElseThrow().read();
        assertThat(given.getInt(0)).isEqualTo(1);
        assertThat(given.getShort(12)).isEqualTo((short) Dhcp6Option.IA_ADDRESS);
        given.position(16);
        assertThat(Dhcp6Message.address(given).getHostAddress()).startsWith("fd07:0:0:0:0:a:");
        ByteBuffer out = ByteBuffer.allocate(1452);
        answer.encode(out);
        assertThat(Dhcp6Message.decode(out.flip())).isEqualTo(answer);
    }

    @Test
    void httpBootIsToldAUrlAndItsClass() throws MalformedDhcp6Exception {
        Dhcp6Message answer =
                ask("0b 000001" + UUID_ID + ARCH_HTTP + HTTP_CLASS, false).orElseThrow();
        assertThat(answer.type()).isEqualTo(Dhcp6Message.REPLY);
        assertThat(text(answer, Dhcp6Option.BOOT_FILE_URL)).isEqualTo("http://[fd07:0:0:0:0:0:0:1]/x.efi");
        assertThat(text(answer, Dhcp6Option.VENDOR_CLASS)).endsWith("HTTPClient");
    }

    @Test
    void withoutAPoolOnlyInformationIsGiven() throws MalformedDhcp6Exception {
        assertThat(ask("01 abcdef" + UUID_ID + IA_NA + ARCH_X64, false)).isEmpty();
        Dhcp6Message answer = ask("0b 000001" + UUID_ID, false).orElseThrow();
        assertThat(answer.option(Dhcp6Option.BOOT_FILE_URL)).isEmpty();
    }

    @Test
    void requestToAnotherServerIsLeftAlone() throws MalformedDhcp6Exception {
        assertThat(ask("03 abcdef" + UUID_ID + IA_NA + "0002 0004 0003 0001", true))
                .isEmpty();
        assertThat(ask("03 abcdef" + UUID_ID + IA_NA + "0002 000a 00030001525400000001", true))
                .get()
                .extracting(Dhcp6Message::type)
                .isEqualTo(Dhcp6Message.REPLY);
    }

    @Test
    void addressFollowsFromTheClient() {
        ByteBuffer one = ByteBuffer.wrap(new byte[] {1, 2, 3});
        ByteBuffer other = ByteBuffer.wrap(new byte[] {1, 2, 4});
        Dhcp6Pool pool = new Dhcp6Pool(address("fd07::a:0:0"));
        Inet6Address first = pool.take(one.duplicate(), 0, 10).orElseThrow();
        assertThat(pool.take(other.duplicate(), 0, 10).orElseThrow()).isNotEqualTo(first);
        assertThat(new Dhcp6Pool(address("fd07::a:0:0")).take(one.duplicate(), 0, 10))
                .contains(first);
    }

    @Test
    void decodeRefusesWhatIsCutOff() {
        assertThatThrownBy(() -> message("01 ab")).isInstanceOf(MalformedDhcp6Exception.class);
        assertThatThrownBy(() -> message("01 abcdef 0001 0005 00"))
                .isInstanceOf(MalformedDhcp6Exception.class)
                .hasMessage("option 1 is cut off");
        assertThatThrownBy(() -> message("01 abcdef 0001")).isInstanceOf(MalformedDhcp6Exception.class);
    }
}
