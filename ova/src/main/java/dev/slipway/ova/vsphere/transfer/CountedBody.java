package dev.slipway.ova.vsphere.transfer;

import dev.slipway.image.Image;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.channels.Channels;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// An image as the body of a request: read while it is sent, so that memory holds a few kilobytes of it, and counted.
final class CountedBody implements AutoCloseable {

    private final Image content;
    private final AtomicLong sentBytes = new AtomicLong();
    private final AtomicReference<@Nullable InputStream> opened = new AtomicReference<>();

    CountedBody(Image content) {
        this.content = content;
    }

    long sentBytes() {
        return sentBytes.get();
    }

    boolean isSent() {
        return sentBytes.get() >= content.size();
    }

    BodyPublisher publisher() {
        if (content.size() == 0) {
            return BodyPublishers.noBody();
        }
        // The length goes into the header: neither vCenter nor ESXi is documented to take chunks of HTTP.
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::open), content.size());
    }

    private InputStream open() {
        sentBytes.set(0);
        InputStream stream = new FilterInputStream(Channels.newInputStream(content.open())) {
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
        close(opened.getAndSet(stream));
        return stream;
    }

    /// Where a connection breaks, nobody else closes what was read from.
    @Override
    public void close() {
        close(opened.getAndSet(null));
    }

    private static void close(@Nullable InputStream stream) {
        try {
            if (stream != null) {
                stream.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
