package dev.slipway.ova.vsphere;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// A server of uploads on a socket, for what no HTTP server does of itself: it takes a part of a body and drops the
/// connection.
final class FlakyServer implements AutoCloseable {

    private static final int HELD_SECONDS_MAX = 60;

    /// Takes all and answers.
    static final long TAKE = Long.MAX_VALUE;

    /// Takes the request's head and then nothing.
    static final long HOLD = -1;

    private final SSLServerSocket socket;
    private final Deque<Long> limits;
    private final CountDownLatch held = new CountDownLatch(1);
    private final AtomicLong lastBodyBytes = new AtomicLong();
    private volatile String lastHead = "";

    /// @param limits after how many bytes of the body each connection is dropped
    FlakyServer(TestCertificate certificate, List<Long> limits) throws IOException, GeneralSecurityException {
        socket =
                (SSLServerSocket) certificate.context().getServerSocketFactory().createServerSocket(0);
        this.limits = new ArrayDeque<>(limits);
        Thread.ofVirtual().start(this::serve);
    }

    String url(String path) {
        return "https://localhost:" + socket.getLocalPort() + path;
    }

    /// Waits until somebody is being kept waiting.
    void awaitHeld() throws InterruptedException {
        if (!held.await(HELD_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody came within %d s".formatted(HELD_SECONDS_MAX));
        }
    }

    long lastBodyBytes() {
        return lastBodyBytes.get();
    }

    String lastHead() {
        return lastHead;
    }

    private void serve() {
        while (!socket.isClosed() && !limits.isEmpty()) {
            try (SSLSocket connection = (SSLSocket) socket.accept()) {
                long limit = limits.pop();
                InputStream in = connection.getInputStream();
                String head = head(in);
                lastHead = head;
                long length = head.lines()
                        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElse(0);
                if (limit == HOLD) {
                    held.countDown();
                    while (in.read() >= 0) {
                        lastBodyBytes.incrementAndGet();
                    }
                    continue;
                }
                lastBodyBytes.set(skip(in, Math.min(length, limit)));
                if (limit >= length) {
                    connection
                            .getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                    .getBytes(ISO_8859_1));
                } else {
                    connection.setSoLinger(true, 0);
                }
            } catch (IOException e) {
                // The other side went away, or this one is closed.
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int unit = in.read(); unit >= 0; unit = in.read()) {
            head.append((char) unit);
            if (head.length() > 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
        }
        return head.toString();
    }

    private static long skip(InputStream in, long count) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long done = 0;
        while (done < count) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, count - done));
            if (read < 0) {
                return done;
            }
            done += read;
        }
        return done;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
