package dev.slipway.pxe.http;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.SharedFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Asks the handler, by so many at a time and no more, and plans what becomes of its answer.
final class AnsweringService implements AutoCloseable {

    private static final int OPEN_FILES_MAX = 1024;

    private final HttpHandler handler;
    private final Notices notices;
    private final Duration wait;
    private final Semaphore places;
    private final AnswerPlanner planner = new AnswerPlanner(new SharedFiles(OPEN_FILES_MAX));
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-answer-", 0).factory());

    AnsweringService(HttpHandler handler, HttpLimits limits, Notices notices) {
        this.handler = handler;
        this.notices = notices;
        wait = limits.answerWait();
        places = new Semaphore(limits.answersMax(), true);
    }

    /// Answers at some time, on another thread.
    void answer(RequestReading reading, Consumer<PlannedAnswer> then) {
        try {
            threads.execute(() -> then.accept(plan(reading)));
        } catch (RejectedExecutionException e) {
            then.accept(bare(503));
        }
    }

    private PlannedAnswer plan(RequestReading reading) {
        return switch (reading) {
            case RequestReading.Refused(HttpAsked asked, HttpAnswer answer) -> plan(asked, answer);
            case RequestReading.Understood(HttpAsked asked) -> plan(asked, ask(asked));
        };
    }

    private HttpAnswer ask(HttpAsked asked) {
        try {
            if (!places.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                return busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return busy();
        }
        try {
            return handler.answer(asked);
        } catch (ProblemException e) {
            notices.tell(e.problem());
            return e.problem().kind() == Problem.Kind.ENVIRONMENT
                    ? HttpAnswer.failure(503, "the server lacks something; its log tells what")
                    : HttpAnswer.failure(500, "the server cannot answer; its log tells why");
        } catch (RuntimeException e) {
            notices.tell(new Problem(
                            "http.bug",
                            Problem.Kind.BUG,
                            "an answer failed for a reason that should not be",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())
                    .because(e.toString()));
            return HttpAnswer.failure(500, "the server cannot answer; its log tells why");
        } finally {
            places.release();
        }
    }

    private static HttpAnswer busy() {
        return HttpAnswer.failure(503, "too many ask at the same time").header("Retry-After", "2");
    }

    private PlannedAnswer plan(HttpAsked asked, HttpAnswer answer) {
        try {
            return planner.plan(asked, answer);
        } catch (IOException e) {
            notices.tell(unreadable(e));
            try {
                return planner.plan(
                        asked,
                        HttpAnswer.failure(503, "it cannot be read at the moment")
                                .header("Retry-After", "2"));
            } catch (IOException again) {
                return bare(503);
            }
        }
    }

    private static Problem unreadable(IOException cause) {
        return Problem.environment("http.content", "something that was asked for cannot be read")
                .because(Diagnosis.reason(cause))
                .fix("see that the file is there and that the server's user may read it");
    }

    private static PlannedAnswer bare(int status) {
        return new PlannedAnswer(status, Map.of("Content-Length", "0"), Optional.empty(), 0, 0, Optional.empty());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
