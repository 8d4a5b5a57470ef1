package dev.slipway.pxe.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Admits clients up to the limits, and lays out what a connection goes through.
final class ConnectionSetup extends ChannelInitializer<SocketChannel> {

    private static final byte[] FULL = String.join(
                    "\r\n",
                    "HTTP/1.1 503 Service Unavailable",
                    "Content-Length: 0",
                    "Retry-After: 2",
                    "Connection: close",
                    "",
                    "")
            .getBytes(StandardCharsets.US_ASCII);

    private final ServerState server;
    private final Optional<TlsContext> tls;
    private final ChannelGroup connections;
    private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    ConnectionSetup(ServerState server, Optional<TlsContext> tls, ChannelGroup connections) {
        this.server = server;
        this.tls = tls;
        this.connections = connections;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        if (!admit(channel)) {
            server.counts().turnedAway.increment();
            channel.pipeline().addLast(new TurnAway(tls.isPresent()));
            return;
        }
        server.counts().accepted.increment();
        connections.add(channel);
        ChannelPipeline pipeline = channel.pipeline();
        tls.ifPresent(context -> pipeline.addLast(context.current().newHandler(channel.alloc())));
        HttpLimits limits = server.limits();
        pipeline.addLast(new HttpServerCodec(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.requestLineBytesMax())
                .setMaxHeaderSize(limits.headerBytesMax())));
        pipeline.addLast(new HttpObjectAggregator(limits.bodyBytesMax(), true));
        if (tls.isPresent()) {
            pipeline.addLast(new ChunkedWriteHandler());
        }
        pipeline.addLast(new HttpConnection(server, tls.isPresent()));
    }

    private boolean admit(SocketChannel channel) {
        HttpLimits limits = server.limits();
        InetAddress address = channel.remoteAddress() == null
                ? InetAddress.getLoopbackAddress()
                : channel.remoteAddress().getAddress();
        int open = server.counts().open.incrementAndGet();
        int here = byAddress.merge(address, 1, Integer::sum);
        channel.closeFuture().addListener(ignored -> {
            server.counts().open.decrementAndGet();
            byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        });
        return open <= limits.connectionsMax() && here <= limits.connectionsPerAddressMax();
    }

    /// Tells one client too many to come back.
    private static final class TurnAway extends ChannelInboundHandlerAdapter {
        private final boolean secure;

        TurnAway(boolean secure) {
            this.secure = secure;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (secure) {
                Closing.close(context);
            } else {
                context.writeAndFlush(Unpooled.wrappedBuffer(FULL)).addListener(ChannelFutureListener.CLOSE);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            Closing.close(context);
        }
    }
}
