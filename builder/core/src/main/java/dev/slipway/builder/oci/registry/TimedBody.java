package dev.slipway.builder.oci.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The body of an answer as a stream that gives up where nothing arrives for some time: a client's own timeout ends
/// with the headers. What is ahead of the reader is bounded by what was asked for.
final class TimedBody extends InputStream implements BodySubscriber<InputStream> {

    private static final int AHEAD_MAX = 16;

    private sealed interface Event {
        record Bytes(List<ByteBuffer> buffers) implements Event {}

        record End() implements Event {}

        record Failure(Throwable cause) implements Event {}
    }

    private final Duration timeout;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Deque<ByteBuffer> buffers = new ArrayDeque<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;
    private @Nullable Event last;

    TimedBody(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        if (closed) {
            newSubscription.cancel();
            return;
        }
        newSubscription.request(AHEAD_MAX);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        events.add(new Event.Bytes(item));
    }

    @Override
    public void onError(Throwable failure) {
        events.add(new Event.Failure(failure));
    }

    @Override
    public void onComplete() {
        events.add(new Event.End());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (buffers.isEmpty()) {
            switch (last == null ? take() : last) {
                case Event.Bytes(List<ByteBuffer> more) ->
                    more.stream().filter(ByteBuffer::hasRemaining).forEach(buffers::add);
                case Event.End end -> {
                    last = end;
                    return -1;
                }
                case Event.Failure failure -> {
                    last = failure;
                    throw new IOException(String.valueOf(failure.cause().getMessage()), failure.cause());
                }
            }
        }
        ByteBuffer first = buffers.getFirst();
        int count = Math.min(length, first.remaining());
        first.get(target, offset, count);
        if (!first.hasRemaining()) {
            buffers.removeFirst();
        }
        return count;
    }

    private Event take() throws IOException {
        if (closed) {
            throw new IOException("the answer was closed");
        }
        try {
            Event event = events.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                throw new HttpTimeoutException("nothing arrived for %d seconds".formatted(timeout.toSeconds()));
            }
            Flow.Subscription open = subscription;
            if (event instanceof Event.Bytes && open != null) {
                open.request(1);
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void close() {
        closed = true;
        Flow.Subscription open = subscription;
        if (open != null) {
            open.cancel();
        }
    }
}
