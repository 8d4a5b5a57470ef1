package dev.slipway.builder.oci.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.store.TestImages;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A registry in this process that holds one image, `test/image:latest`, over plain HTTP, and that misbehaves as
/// told.
public final class FaultyRegistry implements AutoCloseable {

    /// Answers instead of the registry, for as long as it says that it did.
    @FunctionalInterface
    public interface Fault {
        /// Answers, or leaves it to the registry.
        ///
        /// @return whether it answered
        boolean answer(HttpExchange exchange) throws IOException;
    }

    /// Hears how many bytes are given away next; the registry waits for it.
    @FunctionalInterface
    public interface Meter {
        void next(int bytes) throws IOException;
    }

    private static final int CHUNK_BYTES = 1 << 15;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Fault fault = exchange -> false;
    private volatile Meter meter = bytes -> {};

    private FaultyRegistry(HttpServer server) {
        this.server = server;
    }

    /// One that works.
    public static FaultyRegistry with(TestImages.Made image) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        FaultyRegistry registry = new FaultyRegistry(server);
        image.blobs().forEach((digest, bytes) -> {
            registry.contents.put("/v2/test/image/blobs/" + digest, bytes);
            registry.contents.put("/v2/test/image/manifests/" + digest, bytes);
        });
        byte[] manifest = image.manifest().bytes().toByteArray(1 << 20);
        registry.contents.put("/v2/test/image/manifests/latest", manifest);
        server.setExecutor(registry.threads);
        server.createContext("/", registry::handle);
        server.start();
        return registry;
    }

    /// The same, misbehaving.
    public FaultyRegistry failing(Fault newFault) {
        fault = newFault;
        return this;
    }

    /// Tells of the bytes that it gives away, before it does.
    public FaultyRegistry metered(Meter newMeter) {
        meter = newMeter;
        return this;
    }

    /// Where it listens: `127.0.0.1:PORT`.
    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// The name of its image.
    public ImageName image() {
        return ImageName.parse(host() + "/test/image");
    }

    /// The path under which a blob is asked for.
    public static String blob(byte[] content) {
        return "/v2/test/image/blobs/" + Digest.of(content);
    }

    /// Each as `METHOD path`, with ` Range` and ` Authorization` behind where they were there.
    public List<String> requests() {
        return requests;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String range = exchange.getRequestHeaders().getFirst("Range");
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI()
                    + (range == null ? "" : " " + range)
                    + (authorization == null ? "" : " " + authorization));
            if (!fault.answer(exchange)) {
                serve(exchange, range);
            }
        }
    }

    private void serve(HttpExchange exchange, String range) throws IOException {
        byte[] content = contents.get(exchange.getRequestURI().getPath());
        if (content == null) {
            answer(
                    exchange,
                    404,
                    "{\"errors\":[{\"code\":\"BLOB_UNKNOWN\",\"message\":\"not\\nhere\"}]}".getBytes(UTF_8));
            return;
        }
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1"));
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int at = from; at < content.length; at += CHUNK_BYTES) {
                int count = Math.min(CHUNK_BYTES, content.length - at);
                meter.next(count);
                out.write(content, at, count);
            }
        }
    }

    static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
