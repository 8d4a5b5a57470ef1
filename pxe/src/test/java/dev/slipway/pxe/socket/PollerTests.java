package dev.slipway.pxe.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class PollerTests {

    @Test
    void waitsNoLongerThanAsked() {
        try (Poller poller = Poller.open()) {
            long start = System.nanoTime();
            assertThat(poller.await(TimeUnit.MILLISECONDS.toNanos(20), new long[1]))
                    .isZero();
            assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(19));
        }
    }

    @Test
    void isWokenByAnotherThreadEachTime() throws Exception {
        try (Poller poller = Poller.open()) {
            for (int turn = 0; turn < 100; turn++) {
                CompletableFuture<Integer> waiting = CompletableFuture.supplyAsync(() -> poller.await(-1, new long[1]));
                poller.wakeUp();
                assertThat(waiting.get(10, TimeUnit.SECONDS)).isZero();
            }
        }
    }
}
