package dev.slipway.pxe.tftp;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.publish.PublishedFiles;
import dev.slipway.pxe.socket.Poller;
import dev.slipway.pxe.socket.RouteProbe;
import dev.slipway.pxe.trace.TraceSink;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// Serves files by TFTP, on a thread of its own. Many clients are answered by one call of the kernel, and a window
/// leaves as one datagram that the kernel cuts.
///
/// Only mode octet is served. Memory is bounded by [TftpOptions]: so many transfers of a few hundred bytes each,
/// so many bytes of files, and eight megabytes of room for packets.
public final class TftpServer implements AutoCloseable {

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final Sockets sockets;
    private final Poller poller;
    private final ChunkCache cache;
    private final RouteProbe probe;
    private final TftpCounters counters;
    private final TransferLoop loop;
    private final Thread thread;
    private final AtomicBoolean closed = new AtomicBoolean();

    private TftpServer(
            Sockets sockets,
            Poller poller,
            ChunkCache cache,
            RouteProbe probe,
            TftpCounters counters,
            TransferLoop loop) {
        this.sockets = sockets;
        this.poller = poller;
        this.cache = cache;
        this.probe = probe;
        this.counters = counters;
        this.loop = loop;
        thread = Thread.ofPlatform().daemon().name("tftp").start(loop::run);
    }

    /// Opens the ports and begins to serve.
    ///
    /// @param files should give the same image for the same content: what is in memory is shared by image
    /// @param log gets a line for what no machine of the trace can be held responsible for; called as often as a
    ///     hundred times a second, by the thread that serves
    /// @throws ProblemException of the environment where a port cannot be opened
    public static TftpServer open(TftpOptions options, PublishedFiles files, TraceSink trace, Consumer<String> log) {
        Sockets sockets = Sockets.open(options);
        Poller poller = Poller.open();
        RouteProbe probe = RouteProbe.open();
        TftpCounters counters = new TftpCounters();
        ChunkCache cache = new ChunkCache(options.cacheBytes(), poller);
        Outbox outbox = new Outbox(counters);
        TransferNews news = new TransferNews(trace, log);
        RequestDesk desk = new RequestDesk(options, files, trace, news, counters, outbox, probe);
        TransferLoop loop = new TransferLoop(options, sockets, poller, cache, outbox, desk, news, counters);
        return new TftpServer(sockets, poller, cache, probe, counters, loop);
    }

    /// What it has done so far.
    public TftpCounters counters() {
        return counters;
    }

    /// The port that it listens at.
    public int port() {
        return sockets.listenerPort();
    }

    /// Breaks off what is under way, and frees the ports.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        loop.stop();
        poller.wakeUp();
        boolean interrupted = false;
        try {
            if (!thread.join(CLOSE_PATIENCE)) {
                throw new IllegalStateException("the TFTP server does not end");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        cache.close();
        sockets.close();
        probe.close();
        poller.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
