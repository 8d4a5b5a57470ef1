package dev.slipway.pxe.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pxe.tftp.SendWindow.Answer;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SendWindowTests {

    private static final long MILLISECOND = 1_000_000;

    private long now;

    private SendWindow window(long size, int windowSize, boolean answersOptions) {
        RetransmissionTimer timer = new RetransmissionTimer(Duration.ofSeconds(1), OptionalInt.empty());
        return new SendWindow(size, 512, windowSize, answersOptions, timer, now);
    }

    /// Sends what may be sent, and tells from which block on and how many.
    private String send(SendWindow window) {
        long from = window.next();
        int count = window.sendable();
        window.sent(count, now);
        return from + "+" + count;
    }

    @Test
    void goesOneByOneWhereNothingIsAgreedOn() {
        SendWindow window = window(1024, 1, false);
        assertThat(window.blocks()).isEqualTo(3);
        assertThat(send(window)).isEqualTo("1+1");
        assertThat(window.acknowledge(1, now)).isEqualTo(Answer.ADVANCED);
        assertThat(send(window)).isEqualTo("2+1");
        assertThat(window.acknowledge(2, now)).isEqualTo(Answer.ADVANCED);
        assertThat(window.length(3)).isZero();
        assertThat(send(window)).isEqualTo("3+1");
        assertThat(window.acknowledge(3, now)).isEqualTo(Answer.COMPLETE);
    }

    @Test
    void optionsAreAnsweredAloneAndBeforeAnyBlock() {
        SendWindow window = window(10_000, 4, true);
        assertThat(send(window)).isEqualTo("0+1");
        assertThat(window.acknowledge(1, now)).isEqualTo(Answer.IGNORED);
        assertThat(window.acknowledge(0, now)).isEqualTo(Answer.ADVANCED);
        assertThat(send(window)).isEqualTo("1+4");
    }

    @Test
    void acknowledgementsThatWereSeenBeforeBringForthNothing() {
        SendWindow window = window(10_000, 4, false);
        send(window);
        assertThat(window.acknowledge(4, now)).isEqualTo(Answer.ADVANCED);
        send(window);
        assertThat(window.acknowledge(4, now)).isEqualTo(Answer.IGNORED);
        assertThat(window.acknowledge(3, now)).isEqualTo(Answer.IGNORED);
        assertThat(window.sendable()).isZero();
    }

    @Test
    void acknowledgementsOfWhatWasNeverSentAreIgnored() {
        SendWindow window = window(100_000, 4, false);
        send(window);
        assertThat(window.acknowledge(5, now)).isEqualTo(Answer.IGNORED);
        assertThat(window.acknowledge(0xffff, now)).isEqualTo(Answer.IGNORED);
        assertThat(window.acknowledged()).isZero();
    }

    @Test
    void goesOnAfterTheBlockThatArrivedLast() {
        SendWindow window = window(10_000, 4, false);
        send(window);
        assertThat(window.acknowledge(2, now)).isEqualTo(Answer.ADVANCED);
        assertThat(send(window)).isEqualTo("3+4");
    }

    @Test
    void numbersBeginAgainAtZero() {
        SendWindow window = window(512L * 200_000, 16, false);
        long acknowledged = 0;
        while (acknowledged < 200_000) {
            send(window);
            acknowledged = Math.min(acknowledged + 16, 200_001);
            assertThat(window.acknowledge((int) (acknowledged & 0xffff), now)).isNotEqualTo(Answer.IGNORED);
            assertThat(window.acknowledged()).isEqualTo(acknowledged);
        }
    }

    @Test
    void timeWithoutAWordMakesTheWindowTravelAgainAndLaterEachTime() {
        SendWindow window = window(10_000, 4, false);
        send(window);
        assertThat(window.deadline()).isEqualTo(1000 * MILLISECOND);
        now = window.deadline();
        window.timedOut();
        assertThat(send(window)).isEqualTo("1+4");
        assertThat(window.deadline() - now).isEqualTo(2000 * MILLISECOND);
        for (int i = 0; i < 10; i++) {
            now = window.deadline();
            window.timedOut();
            send(window);
        }
        assertThat(window.deadline() - now).isEqualTo(4000 * MILLISECOND);
        assertThat(window.heardAt()).isZero();
    }

    @Test
    void waitsAsLongAsAnswersTakeOnceTheyAreKnown() {
        SendWindow window = window(100_000, 1, false);
        for (int block = 1; block < 50; block++) {
            send(window);
            now += 60 * MILLISECOND;
            window.acknowledge(block, now);
        }
        send(window);
        assertThat(window.deadline() - now).isBetween(100 * MILLISECOND, 130 * MILLISECOND);
    }

    @Test
    void answersToWhatWasSentTwiceTellNothingOfTime() {
        SendWindow window = window(100_000, 1, false);
        send(window);
        now = window.deadline();
        window.timedOut();
        send(window);
        now += MILLISECOND;
        window.acknowledge(1, now);
        send(window);
        assertThat(window.deadline() - now).isEqualTo(2000 * MILLISECOND);
    }
}
