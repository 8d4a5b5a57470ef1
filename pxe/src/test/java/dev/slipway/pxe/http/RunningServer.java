package dev.slipway.pxe.http;

import dev.slipway.builder.problem.Problem;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A server on a free port of this machine.
final class RunningServer implements AutoCloseable {

    final RecordedTrace trace = new RecordedTrace();
    final BlockingQueue<Problem> notices = new LinkedBlockingQueue<>();
    final HttpServer server;
    private final boolean secure;

    private RunningServer(HttpHandler handler, HttpLimits limits, Optional<TlsFiles> tls, InetAddress address) {
        secure = tls.isPresent();
        server = HttpServer.open(
                new HttpOptions(List.of(new InetSocketAddress(address, 0)), tls, limits), handler, trace, notices::add);
    }

    static RunningServer of(HttpHandler handler) {
        return of(handler, HttpLimits.USUAL);
    }

    static RunningServer of(HttpHandler handler, HttpLimits limits) {
        return new RunningServer(handler, limits, Optional.empty(), InetAddress.getLoopbackAddress());
    }

    static RunningServer secure(HttpHandler handler, TlsFiles tls) {
        return new RunningServer(handler, HttpLimits.USUAL, Optional.of(tls), InetAddress.getLoopbackAddress());
    }

    static RunningServer at(HttpHandler handler, InetAddress address) {
        return new RunningServer(handler, HttpLimits.USUAL, Optional.empty(), address);
    }

    InetSocketAddress address() {
        return server.addresses().getFirst();
    }

    String url(String path) {
        String host = address().getAddress().getHostAddress();
        String authority = host.contains(":") ? "[" + host + "]" : host;
        return "%s://%s:%d%s"
                .formatted(secure ? "https" : "http", authority, address().getPort(), path);
    }

    @Override
    public void close() {
        server.close();
    }
}
