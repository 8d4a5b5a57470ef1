package dev.slipway.pxe.http;

import dev.slipway.image.ImageTransfer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.io.EOFException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Closes a connection whose client takes nothing of what it is sent. Belongs to the thread of its channel.
final class StallWatch {

    private static final int LOOKS = 4;

    private final Channel channel;
    private final ImageTransfer transfer;
    private final Duration stall;
    private final Future<?> looking;
    private long left;
    private long pending;
    private int looksInVain;
    private boolean stalled;

    private StallWatch(Channel channel, ImageTransfer transfer, Duration stall) {
        this.channel = channel;
        this.transfer = transfer;
        this.stall = stall;
        left = transfer.remaining();
        long pause = Math.max(1, stall.toMillis() / LOOKS);
        looking = channel.eventLoop().scheduleAtFixedRate(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    static StallWatch start(Channel channel, ImageTransfer transfer, Duration stall) {
        return new StallWatch(channel, transfer, stall);
    }

    private void look() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        long pendingNow = buffer == null ? 0 : buffer.totalPendingWriteBytes();
        long leftNow = transfer.remaining();
        looksInVain = leftNow == left && pendingNow == pending ? looksInVain + 1 : 0;
        left = leftNow;
        pending = pendingNow;
        if (looksInVain >= LOOKS) {
            stalled = true;
            Closing.close(channel);
        }
    }

    /// Looks no more.
    ///
    /// @return what was left to send
    long end() {
        looking.cancel(false);
        return transfer.remaining();
    }

    /// Why it broke off, in words.
    String reason(Throwable cause) {
        if (stalled) {
            return "the client took nothing for %d seconds".formatted(stall.toSeconds());
        }
        return cause instanceof EOFException
                ? "the file has become shorter"
                : "the client closed the connection, or it was lost";
    }
}
