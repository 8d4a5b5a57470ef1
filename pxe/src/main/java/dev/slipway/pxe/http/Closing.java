package dev.slipway.pxe.http;

import io.netty.channel.ChannelOutboundInvoker;

/// Ends connections. How that goes is nobody's business any more.
final class Closing {

    private Closing() {}

    static void close(ChannelOutboundInvoker connection) {
        connection.close().addListener(ignored -> {});
    }
}
