package dev.slipway.pxe.http;

import dev.slipway.builder.problem.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Tells the administrator what is wrong on this side, of each kind not more often than every ten seconds: what
/// clients do must not fill a log.
final class Notices {

    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    private final Consumer<Problem> receiver;
    private final Map<String, Long> told = new ConcurrentHashMap<>();

    Notices(Consumer<Problem> receiver) {
        this.receiver = receiver;
    }

    void tell(Problem problem) {
        long now = System.nanoTime();
        Long when = told.compute(
                problem.code(), (code, before) -> before == null || now - before >= PAUSE_NANOS ? now : before);
        if (when == now) {
            receiver.accept(problem);
        }
    }
}
