package dev.slipway.pxe.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.slipway.pxe.tftp.SendWindow.Answer;
import java.time.Duration;
import java.util.OptionalInt;

/// Whatever the network brings, requests are read or refused as malformed, and a transfer stays within its bounds. Runs
/// over the seeds and findings beside it; CONTRIBUTING.md tells how to fuzz for new ones.
class TftpFuzzTests {

    @FuzzTest(maxDuration = "5m")
    void decodeWhenBytesAreAnyReadsOrRefuses(byte[] bytes) {
        try {
            TftpRequest request = TftpRequest.decode(bytes);
            assertThat(request.name()).isNotEmpty().hasSizeLessThan(512);
            Negotiation agreed = Negotiation.of(request, 1 << 20, 1468, 64, 255);
            assertThat(agreed.blockSize()).isBetween(8, 1468);
            assertThat(agreed.windowSize()).isBetween(1, 64);
            assertThat(agreed.answer()).hasSizeLessThanOrEqualTo(4);
            assertThat(agreed.encodeAnswer()).hasSizeLessThanOrEqualTo(512);
        } catch (MalformedRequestException e) {
            assertThat(e.why()).isNotEmpty();
        }
    }

    @FuzzTest(maxDuration = "5m")
    void transferWhenAnswersAreAnyStaysWithinItsBounds(FuzzedDataProvider data) {
        long size = data.consumeLong(0, 1L << 40);
        int windowSize = data.consumeInt(1, 1024);
        int blockSize = data.consumeInt(8, 65_464);
        RetransmissionTimer timer = new RetransmissionTimer(Duration.ofSeconds(1), OptionalInt.empty());
        SendWindow window = new SendWindow(size, blockSize, windowSize, data.consumeBoolean(), timer, 0);
        long now = 0;
        long sent = 0;
        long causes = 1;
        while (data.remainingBytes() > 0) {
            int sendable = window.sendable();
            assertThat(sendable).isBetween(0, windowSize);
            if (sendable > 0) {
                assertThat(window.length(window.next() + sendable - 1)).isBetween(0, 65_464);
                int count = data.consumeInt(1, sendable);
                window.sent(count, now);
                sent += count;
            }
            now += data.consumeLong(0, 10_000_000_000L);
            long before = window.acknowledged();
            if (window.deadline() <= now && data.consumeBoolean()) {
                window.timedOut();
                causes++;
            }
            Answer answer = window.acknowledge(data.consumeShort() & 0xffff, now);
            assertThat(window.acknowledged()).isBetween(before, window.blocks());
            assertThat(window.acknowledged() > before).isEqualTo(answer != Answer.IGNORED);
            causes += answer == Answer.IGNORED ? 0 : 1;
            // What is sent has a cause: time, or an answer that was not there before.
            assertThat(sent).isLessThanOrEqualTo(causes * windowSize);
            if (answer == Answer.COMPLETE) {
                assertThat(window.acknowledged()).isEqualTo(window.blocks());
                return;
            }
        }
    }
}
