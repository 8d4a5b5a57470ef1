package dev.slipway.pxe.dhcp6;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.slipway.pxe.firmware.BootAnswer;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Whatever a datagram holds, it is answered or refused with the one exception.
class Dhcp6FuzzTests {

    @FuzzTest(maxDuration = "5m")
    void answerWhenBytesAreAnyAnswersOrRefuses(byte[] bytes) throws UnknownHostException {
        Inet6Address own = (Inet6Address) InetAddress.getByName("fe80::5054:ff:fe12:3456");
        Dhcp6Answers answers = new Dhcp6Answers(new byte[] {0, 3, 0, 1}, question -> new BootAnswer.Boot("x"));
        try {
            Dhcp6Message message = Dhcp6Message.decode(ByteBuffer.wrap(bytes));
            Dhcp6Client client = Dhcp6Client.of(message, Optional.empty(), own).orElseThrow();
            Optional<Dhcp6Message> answer = answers.answer(message, client, own, Optional.of(new Dhcp6Pool(own)), 0);
            answer.ifPresent(one -> assertThat(one.transaction()).isEqualTo(message.transaction()));
        } catch (MalformedDhcp6Exception e) {
            assertThat(e).hasMessageContaining(bytes.length < 4 ? "too few" : "cut off");
        }
    }
}
