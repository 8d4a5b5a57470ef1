package dev.slipway.pxe.tftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.image.Extent.FileExtent;
import dev.slipway.image.Image;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.publish.PublishedFile;
import dev.slipway.pxe.tftp.TftpOptions.Listener;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of TFTP, packet by packet.
@EnabledOnOs(OS.LINUX)
class TftpServerTests {

    private static final int LOOPBACK = 0x7f000001;
    private static final int NEVER_MILLISECONDS = 80;
    private static final MacAddress MAC = MacAddress.parse("52:54:00:ab:cd:01").orElseThrow();

    private final RecordingTrace trace = new RecordingTrace();
    private final byte[] content = new byte[600_000];
    private TftpServer server;
    private DatagramSocket client;

    @BeforeEach
    void open() throws Exception {
        new Random(7).nextBytes(content);
        server = serve(TftpOptions.usual().withTimes(Duration.ofMillis(300), Duration.ofMillis(700)));
        client = new DatagramSocket(0, Ipv4.toInetAddress(LOOPBACK));
        client.setSoTimeout(10_000);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private TftpServer serve(TftpOptions usual) {
        Map<String, Image> table = Map.of(
                "ipxe.efi", Image.ofBytes(content),
                "small", Image.ofBytes("a script".getBytes(US_ASCII)),
                "gone", Image.of(new FileExtent(Path.of("no-such-file"), 0, 5000)));
        TftpOptions options = new TftpOptions(
                List.of(new Listener(LOOPBACK, Optional.empty())),
                0,
                usual.dataPorts(),
                usual.blockSizeMax(),
                usual.windowMax(),
                usual.timeout(),
                usual.patience(),
                usual.transfersMax(),
                usual.transfersPerClientMax(),
                usual.cacheBytes());
        return TftpServer.open(
                options,
                (name, address) -> Optional.ofNullable(table.get(name))
                        .map(image -> new PublishedFile(name, image, Step.LOADER_SENT))
                        .or(() -> failing(name)),
                trace,
                trace::log);
    }

    private static Optional<PublishedFile> failing(String name) {
        if (name.equals("mistake")) {
            throw new IllegalStateException("a mistake of others");
        }
        return Optional.empty();
    }

    @Test
    void namesMayBeginWithSlashesAndAMachine() throws Exception {
        send("\0\1/52-54-00-ab-cd-01/small\0octet\0");
        assertThat(receive()).isEqualTo("\0\3\0\1a script");
        send("\0\4\0\1");
        await().until(() -> server.counters().completed() == 1);
        assertThat(trace.events()).extracting(HostEvent::mac).containsOnly(MAC);
        assertThat(trace.events()).extracting(HostEvent::step).containsExactly(Step.LOADER_REQUEST, Step.LOADER_SENT);
        assertThat(trace.hostAt(Ipv4.toInetAddress(LOOPBACK))).contains(MAC);
        assertThat(trace.packets()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "~!absent~octet~, 1, NOT_FOUND",
        "~!52-54-00-ab-cd-01/absent~octet~, 1, NOT_FOUND",
        "~!../etc/passwd~octet~, 2, TRAVERSAL",
        "~!a/..~octet~, 2, TRAVERSAL",
        "~!..\\windows~octet~, 2, TRAVERSAL",
        "~!mistake~octet~, 0, UNREADABLE",
        "~!small~netascii~, 4, MODE",
        "~!small~mail~, 4, MODE",
        "~\"small~octet~, 2, WRITE",
        "~!small, 4, MALFORMED",
        "~?, 4, MALFORMED",
        "'', 4, MALFORMED",
    })
    void refusesWithTheRightCodeAndOneLine(String packet, int code, Refusal reason) throws Exception {
        send(packet.replace('~', '\0').replace('!', '\1').replace('"', '\2'));
        assertThat(receive()).startsWith("\0\5\0" + (char) code).endsWith("\0");
        assertThat(server.counters().refused(reason)).isEqualTo(1);
        assertThat(trace.texts()).singleElement().asString().contains("was refused by TFTP: ");
        assertThat(server.counters().active()).isZero();
    }

    @Test
    void answersNothingToWhatBelongsToNothing() throws Exception {
        send("\0\4\0\1");
        send("\0\5\0\0words\0");
        await().until(() -> server.counters().stray() == 2);
        assertThatNothingComes();
    }

    @Test
    void optionsAreAnsweredAndBlocksFollowTheAcknowledgement() throws Exception {
        send("\0\1ipxe.efi\0octet\0blksize\0001000\0tsize\0000\0windowsize\0003\0");
        assertThat(receive()).isEqualTo("\0\6blksize\0001000\0tsize\000600000\0windowsize\0003\0");
        assertThatNothingComes();
        send("\0\4\0\0");
        for (int block = 1; block <= 3; block++) {
            assertThat(receive()).startsWith("\0\3\0" + (char) block).hasSize(1004);
        }
        assertThatNothingComes();
    }

    @Test
    void acknowledgementsThatComeTwiceBringNoSecondCopy() throws Exception {
        send("\0\1ipxe.efi\0octet\0");
        assertThat(receive()).startsWith("\0\3\0\1");
        send("\0\4\0\1");
        send("\0\4\0\1");
        send("\0\4\0\1");
        assertThat(receive()).startsWith("\0\3\0\2");
        assertThatNothingComes();
    }

    @Test
    void aRequestThatComesTwiceIsOneTransfer() throws Exception {
        send("\0\1ipxe.efi\0octet\0");
        send("\0\1ipxe.efi\0octet\0");
        assertThat(receive()).startsWith("\0\3\0\1");
        assertThatNothingComes();
        assertThat(server.counters().started()).isEqualTo(1);
    }

    @Test
    void aClientThatBeginsAnewFromTheSamePortIsServedAnew() throws Exception {
        send("\0\1ipxe.efi\0octet\0");
        assertThat(receive()).startsWith("\0\3\0\1");
        send("\0\4\0\1");
        assertThat(receive()).startsWith("\0\3\0\2");
        send("\0\1small\0octet\0");
        assertThat(receive()).isEqualTo("\0\3\0\1a script");
        assertThat(trace.texts()).anyMatch(text -> text.contains("asks anew from the same port"));
        send("\0\4\0\1");
        await().until(() -> server.counters().completed() == 1);
        assertThat(server.counters().active()).isZero();
    }

    @Test
    void whoOnlyWantsToKnowASizeHasNotFailed() throws Exception {
        send("\0\1ipxe.efi\0octet\0tsize\0000\0");
        assertThat(receive()).isEqualTo("\0\6tsize\000600000\0");
        send("\0\5\0\10User aborted the transfer\0");
        await().until(() -> server.counters().probed() == 1);
        assertThat(server.counters().failed()).isZero();
        assertThat(server.counters().active()).isZero();
        assertThat(trace.texts()).singleElement().asString().contains("asks for ipxe.efi");
    }

    @Test
    void whoGivesUpIsToldOf() throws Exception {
        send("\0\1ipxe.efi\0octet\0");
        assertThat(receive()).startsWith("\0\3\0\1");
        send("\0\4\0\1");
        assertThat(receive()).startsWith("\0\3\0\2");
        send("\0\5\0\3disk full\nnow\0");
        await().until(() -> server.counters().failed() == 1);
        assertThat(trace.texts().getLast())
                .endsWith("gave up ipxe.efi after block 1 of 1,172: error 3, \"disk full?now\"");
    }

    @Test
    void silenceIsWaitedForSentAgainAndThenGivenUp() throws Exception {
        send("\0\1ipxe.efi\0octet\0blksize\0001400\0");
        assertThat(receive()).startsWith("\0\6");
        send("\0\4\0\0");
        assertThat(receive()).startsWith("\0\3\0\1");
        assertThat(receive()).startsWith("\0\3\0\1");
        await().until(() -> server.counters().failed() == 1);
        assertThat(server.counters().retransmissions()).isPositive();
        assertThat(server.counters().active()).isZero();
        assertThat(trace.texts().getLast())
                .contains("stopped acknowledging ipxe.efi after block 0 of 429: blocks of 1,400 bytes do not arrive");
    }

    @Test
    void whoDoesNotAcknowledgeTheLastBlockHasItAllTheSame() throws Exception {
        send("\0\1small\0octet\0");
        assertThat(receive()).startsWith("\0\3\0\1");
        await().until(() -> server.counters().completed() == 1);
        assertThat(trace.texts().getLast()).endsWith("; it did not acknowledge the last block");
    }

    @Test
    void numbersOfBlocksBeginAgainAtZero() throws Exception {
        send("\0\1ipxe.efi\0octet\0blksize\0008\0windowsize\00064\0");
        assertThat(receive()).startsWith("\0\6");
        send("\0\4\0\0");
        ByteArrayOutputStream fetched = new ByteArrayOutputStream();
        int block = 0;
        boolean more = true;
        while (more) {
            byte[] packet = receive().getBytes(ISO_8859_1);
            int number = ((packet[2] & 0xff) << 8) | (packet[3] & 0xff);
            if (number == ((block + 1) & 0xffff)) {
                block++;
                fetched.write(packet, 4, packet.length - 4);
                more = packet.length == 12;
                if (block % 64 == 0 || !more) {
                    send("\0\4" + (char) ((block >> 8) & 0xff) + (char) (block & 0xff));
                }
            }
        }
        assertThat(block).isEqualTo(75_001);
        assertThat(fetched.toByteArray()).isEqualTo(content);
    }

    @Test
    void whatCannotBeReadEndsInWords() throws Exception {
        send("\0\1gone\0octet\0");
        assertThat(receive()).startsWith("\0\5\0\0the file cannot be read");
        assertThat(server.counters().refused(Refusal.UNREADABLE)).isEqualTo(1);
        assertThat(server.counters().active()).isZero();
        assertThat(trace.texts().getLast()).contains("cannot be sent gone: no-such-file");
    }

    @Test
    void whereThereAreTooManyTransfersClientsMayAskAgain() throws Exception {
        server.close();
        server = serve(TftpOptions.usual().withBounds(1, 1, 0));
        send("\0\1ipxe.efi\0octet\0");
        assertThat(receive()).startsWith("\0\3\0\1");
        try (DatagramSocket other = new DatagramSocket(0, Ipv4.toInetAddress(LOOPBACK))) {
            send(other, "\0\1small\0octet\0");
            await().until(() -> server.counters().refused(Refusal.BUSY) == 1);
            send("\0\5\0\0enough\0");
            await().until(() -> server.counters().active() == 0);
            other.setSoTimeout(10_000);
            send(other, "\0\1small\0octet\0");
            assertThat(receive(other)).isEqualTo("\0\3\0\1a script");
        }
    }

    @Test
    void anythingAtAllLeavesItServing() throws Exception {
        Random random = new Random(42);
        for (int i = 0; i < 5_000; i++) {
            byte[] packet = new byte[random.nextInt(700)];
            random.nextBytes(packet);
            if (packet.length > 1 && random.nextInt(4) > 0) {
                packet[0] = 0;
                packet[1] = (byte) random.nextInt(8);
            }
            send(new String(packet, ISO_8859_1));
        }
        try (DatagramSocket other = new DatagramSocket(0, Ipv4.toInetAddress(LOOPBACK))) {
            other.setSoTimeout(10_000);
            send(other, "\0\1small\0octet\0");
            assertThat(receive(other)).isEqualTo("\0\3\0\1a script");
        }
        // So much a second is told, in at most a few seconds.
        assertThat(trace.texts().size()).isLessThan(1_500);
    }

    private void assertThatNothingComes() throws IOException {
        client.setSoTimeout(NEVER_MILLISECONDS);
        try {
            throw new AssertionError("came unasked: " + receive());
        } catch (SocketTimeoutException expected) {
            client.setSoTimeout(10_000);
        }
    }

    private void send(String packet) throws IOException {
        send(client, packet);
    }

    private void send(DatagramSocket from, String packet) throws IOException {
        byte[] bytes = packet.getBytes(ISO_8859_1);
        from.send(new DatagramPacket(bytes, bytes.length, Ipv4.toInetAddress(LOOPBACK), server.port()));
    }

    private String receive() throws IOException {
        return receive(client);
    }

    private static String receive(DatagramSocket at) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        at.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), ISO_8859_1);
    }
}
