package dev.slipway.builder.oci.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicLong;

/// A request's body that is read while it is sent, and that tells how far it has come: whoever sends it gives up where
/// nothing moves, however long the whole takes.
final class StreamedBody {

    private final BlobContent content;
    private final long size;
    private final AtomicLong sentBytes = new AtomicLong();

    StreamedBody(BlobContent content, long size) {
        this.content = content;
        this.size = size;
    }

    long sentBytes() {
        return sentBytes.get();
    }

    boolean isSent() {
        return sentBytes.get() >= size;
    }

    BodyPublisher publisher() {
        if (size == 0) {
            return BodyPublishers.noBody();
        }
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::open), size);
    }

    private InputStream open() {
        sentBytes.set(0);
        try {
            return new FilterInputStream(content.open()) {
                @Override
                public int read() throws IOException {
                    int read = super.read();
                    sentBytes.addAndGet(read < 0 ? 0 : 1);
                    return read;
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int count = super.read(target, offset, length);
                    sentBytes.addAndGet(Math.max(0, count));
                    return count;
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
