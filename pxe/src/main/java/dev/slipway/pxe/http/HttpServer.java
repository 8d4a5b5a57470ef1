package dev.slipway.pxe.http;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.trace.TraceSink;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A server of HTTP or HTTPS. Opened, it listens; another handler takes over without a connection noticing.
/// Safe for use by several threads.
public final class HttpServer implements AutoCloseable {

    private static final int BACKLOG = 1024;
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    static {
        // Otherwise it takes the first that is on the class path, and complains where that has nothing behind it.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    }

    private final EventLoopGroup threads;
    private final List<Channel> listeners = new ArrayList<>();
    private final ChannelGroup connections;
    private final ServerState state;

    private HttpServer(EventLoopGroup threads, ServerState state) {
        this.threads = threads;
        this.state = state;
        connections = new DefaultChannelGroup(threads.next());
    }

    /// Opens a server.
    ///
    /// @param trace is told which machine has what
    /// @param notices takes what is wrong on this side
    /// @throws ProblemException where an address cannot be had, or the certificate cannot be used
    public static HttpServer open(
            HttpOptions options, HttpHandler handler, TraceSink trace, Consumer<Problem> notices) {
        Notices told = new Notices(notices);
        Optional<TlsContext> tls = options.tls().map(files -> TlsContext.open(files, told));
        EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                new DefaultThreadFactory("http", true),
                NioIoHandler.newFactory());
        ServerState state = new ServerState(
                options.limits(),
                new AnsweringService(handler, options.limits(), told),
                new SentContents(trace, Clock.systemUTC()),
                new HttpCounts(),
                Clock.systemUTC());
        HttpServer server = new HttpServer(threads, state);
        boolean listening = false;
        try {
            server.listen(options, tls);
            listening = true;
            return server;
        } finally {
            if (!listening) {
                server.close();
            }
        }
    }

    private void listen(HttpOptions options, Optional<TlsContext> tls) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ConnectionSetup(state, tls, connections));
        for (InetSocketAddress address : options.addresses()) {
            ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
            if (!bound.isSuccess()) {
                throw unbound(address, bound.cause());
            }
            listeners.add(bound.channel());
        }
    }

    private static ProblemException unbound(InetSocketAddress address, Throwable cause) {
        String reason = String.valueOf(cause.getMessage());
        return Problem.environment("http.bind", "the HTTP server cannot listen")
                .at(address.getHostString() + ":" + address.getPort())
                .because(reason)
                .fix(
                        reason.contains("ermission")
                                ? "run as root, give cap_net_bind_service, or choose a port above 1023"
                                : "choose another port, or end the program that has it: ss -ltnp tells which")
                .exception(cause);
    }

    /// Where it listens, with the ports that were free.
    public List<InetSocketAddress> addresses() {
        return listeners.stream()
                .map(Channel::localAddress)
                .map(InetSocketAddress.class::cast)
                .toList();
    }

    /// What it has done.
    public HttpCounts counts() {
        return state.counts();
    }

    /// Takes no more clients, lets answers end that are being sent, and closes.
    ///
    /// @param deadline after which those that are not sent are cut
    public void stop(Duration deadline) {
        listeners.forEach(listener -> listener.close().awaitUninterruptibly(CLOSE_WAIT.toMillis()));
        connections.forEach(HttpConnection::end);
        connections.newCloseFuture().awaitUninterruptibly(deadline.toMillis());
        connections.close().awaitUninterruptibly(CLOSE_WAIT.toMillis());
        state.answers().close();
        threads.shutdownGracefully(0, CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(2 * CLOSE_WAIT.toMillis());
    }

    /// Stops at once.
    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}
