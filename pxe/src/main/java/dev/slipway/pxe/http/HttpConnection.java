package dev.slipway.pxe.http;

import dev.slipway.image.ImageTransfer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One client: a request at a time, answered in order; the next is read when the answer before it has gone.
/// Every state ends by itself: the wait for a request, the answer that is not taken, and the end.
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    /// In the letters that everybody else writes: not every firmware reads names as it should.
    private static final String CONNECTION = "Connection";

    /// More than one client has under way; Netty refuses as many.
    private static final int WAITING_MAX = 128;

    private static final Duration LINGER = Duration.ofSeconds(1);

    private final ServerState server;
    private final boolean secure;
    /// What came together with the request before it, in the order in which it came.
    private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();

    private @Nullable Future<?> deadline;
    private boolean answering;
    private boolean ending;
    private boolean lingering;

    HttpConnection(ServerState server, boolean secure) {
        this.server = server;
        this.secure = secure;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        closeAfter(context, server.limits().requestTimeout());
        context.read();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (lingering) {
            return;
        }
        if (!answering) {
            answer(context, request);
        } else if (waiting.size() < WAITING_MAX) {
            waiting.add(request.retain());
        } else {
            Closing.close(context);
        }
    }

    /// What came may have been no request, but part of one, or TLS's own.
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!answering && !lingering) {
            context.read();
        }
    }

    private void answer(ChannelHandlerContext context, FullHttpRequest request) {
        cancelDeadline();
        answering = true;
        RequestReading reading = RequestReading.of(request, context.channel(), secure);
        boolean keepAlive = HttpUtil.isKeepAlive(request) && reading instanceof RequestReading.Understood;
        boolean old = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        server.answers().answer(reading, planned -> send(context, planned, keepAlive, old));
    }

    /// Called on any thread.
    private void send(ChannelHandlerContext context, PlannedAnswer planned, boolean keepAlive, boolean old) {
        try {
            context.executor().execute(() -> write(context, planned, keepAlive && !ending, old));
        } catch (RejectedExecutionException e) {
            // The server has ended: nobody sends it any more.
            planned.transfer().ifPresent(HttpConnection::close);
        }
    }

    private static void close(ImageTransfer transfer) {
        try {
            transfer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(ChannelHandlerContext context, PlannedAnswer planned, boolean keepAlive, boolean old) {
        server.counts().answered(planned.status());
        HttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(planned.status()));
        planned.headers().forEach((name, value) -> response.headers().set(name, value));
        response.headers().set("Date", HttpDate.of(server.clock().instant()));
        if (!keepAlive) {
            response.headers().set(CONNECTION, HttpHeaderValues.CLOSE);
        } else if (old) {
            response.headers().set(CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        context.write(response).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        planned.transfer().ifPresent(transfer -> writeContent(context, planned, transfer));
        ChannelFuture last = context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        last.addListener(ignored -> answered(context, keepAlive, last.isSuccess()));
    }

    private void writeContent(ChannelHandlerContext context, PlannedAnswer planned, ImageTransfer transfer) {
        long count = transfer.remaining();
        if (count == 0) {
            close(transfer);
            told(planned, count, count, null);
            return;
        }
        StallWatch watch =
                StallWatch.start(context.channel(), transfer, server.limits().stall());
        Object content = secure
                ? new ImageChunks(transfer, server.counts().bytes)
                : new ImageRegion(transfer, server.counts().bytes);
        ChannelFuture written = context.write(content);
        written.addListener(ignored -> {
            long left = watch.end();
            told(planned, count, count - left, written.isSuccess() ? null : watch.reason(written.cause()));
        });
    }

    private void told(PlannedAnswer planned, long count, long done, @Nullable String failure) {
        if (failure != null) {
            server.counts().brokenOff.increment();
        }
        planned.told().ifPresent(told -> {
            if (failure == null) {
                server.sent().sent(told, planned.from(), count, planned.size());
            } else {
                server.sent().brokeOff(told, done, count, failure);
            }
        });
    }

    private void answered(ChannelHandlerContext context, boolean keepAlive, boolean success) {
        answering = false;
        if (!success) {
            Closing.close(context);
        } else if (keepAlive && !ending) {
            next(context);
        } else {
            linger(context);
        }
    }

    private void next(ChannelHandlerContext context) {
        FullHttpRequest request = waiting.poll();
        if (request == null) {
            closeAfter(context, server.limits().keepAlive());
            context.read();
            return;
        }
        try {
            answer(context, request);
        } finally {
            request.release();
        }
    }

    /// Closed at once with bytes unread, the connection would be reset, and the client might never see the answer.
    private void linger(ChannelHandlerContext context) {
        lingering = true;
        if (secure || !(context.channel() instanceof DuplexChannel duplex)) {
            Closing.close(context);
            return;
        }
        duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        closeAfter(context, LINGER);
        context.channel().config().setAutoRead(true);
    }

    /// Ends it as soon as nothing is being answered. Called on any thread.
    static void end(Channel channel) {
        HttpConnection connection = channel.pipeline().get(HttpConnection.class);
        if (connection == null) {
            Closing.close(channel);
            return;
        }
        channel.eventLoop().execute(() -> {
            connection.ending = true;
            if (!connection.answering) {
                Closing.close(channel);
            }
        });
    }

    private void closeAfter(ChannelHandlerContext context, Duration time) {
        cancelDeadline();
        deadline = context.executor().schedule(() -> Closing.close(context), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelDeadline();
        for (FullHttpRequest request = waiting.poll(); request != null; request = waiting.poll()) {
            request.release();
        }
    }

    /// What a client does wrong is nobody's failure here.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Closing.close(context);
    }
}
