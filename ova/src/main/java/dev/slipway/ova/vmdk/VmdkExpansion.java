package dev.slipway.ova.vmdk;

import dev.slipway.image.Crew;
import dev.slipway.image.EarlyFlush;
import dev.slipway.image.Image;
import dev.slipway.image.ImageWriter.Progress;
import dev.slipway.image.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/// Reads all grains of a VMDK on all processors, checks each, and puts it where somebody wants it.
final class VmdkExpansion {

    private static final int THREADS_MAX = 64;

    private final Image file;
    private final VmdkLayout layout;
    private final Progress progress;

    /// Told how many bytes were taken so far.
    private final LongConsumer written;

    private final long capacityBytes;
    private final AtomicInteger next = new AtomicInteger();
    private int done;

    private VmdkExpansion(Image file, VmdkLayout layout, Progress progress, LongConsumer written) {
        this.file = file;
        this.layout = layout;
        this.progress = progress;
        this.written = written;
        capacityBytes = layout.header().capacity() * SparseExtentHeader.SECTOR_BYTES;
    }

    /// Takes a grain: its bytes of the disk, and where they begin there. Called by several threads at once.
    @FunctionalInterface
    interface Sink {
        void take(ByteBuffer grain, long position) throws IOException;
    }

    static void toFile(Image file, VmdkLayout layout, Path raw, Progress progress) throws IOException {
        try (WholeFile target = WholeFile.beside(raw);
                EarlyFlush flush = new EarlyFlush(target.channel())) {
            FileChannel channel = target.channel();
            VmdkExpansion expansion = new VmdkExpansion(file, layout, progress, flush::written);
            expansion.run((grain, position) -> {
                long at = position;
                while (grain.hasRemaining()) {
                    at += channel.write(grain, at);
                }
            });
            if (channel.size() < expansion.capacityBytes) {
                channel.write(ByteBuffer.allocate(1), expansion.capacityBytes - 1);
            }
            target.complete();
        }
    }

    static void verify(Image file, VmdkLayout layout, Progress progress) throws IOException {
        new VmdkExpansion(file, layout, progress, bytes -> {}).run((grain, position) -> {});
    }

    private void run(Sink sink) throws IOException {
        Crew.run(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, THREADS_MAX), () -> work(sink));
        progress.written(capacityBytes, capacityBytes);
    }

    private void work(Sink sink) throws IOException {
        int count = layout.places().count();
        try (GrainReader reader = new GrainReader(file, layout)) {
            for (int i = next.getAndIncrement(); i < count && !Thread.interrupted(); i = next.getAndIncrement()) {
                byte[] grain = reader.read(i);
                long position = (long) layout.places().number(i) * grain.length;
                sink.take(ByteBuffer.wrap(grain, 0, (int) Math.min(grain.length, capacityBytes - position)), position);
                tell();
            }
        }
    }

    private synchronized void tell() {
        done++;
        written.accept((long) done * layout.header().grainBytes());
        progress.written((long) ((double) done / layout.places().count() * capacityBytes), capacityBytes);
    }
}
