package dev.slipway.ova.vmdk;

import dev.slipway.image.Crew;
import dev.slipway.image.Image;
import dev.slipway.image.ImageWriter.Progress;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Writes a disk as streamOptimized VMDK. All processors deflate; what they made is written in the order of the disk,
/// so the file's bytes do not depend on their number. Each thread takes a free buffer first and a grain then: whoever
/// has the grain that all others wait for also has the room for it, and the number of buffers bounds the memory.
public final class VmdkWriter {

    private static final int BUFFERS_PER_THREAD = 4;
    private static final int THREADS_MAX = 64;

    private final Image disk;
    private final Image grains;
    private final VmdkOptions options;
    private final AppendedFile file;
    private final Progress progress;
    private final GrainCursor cursor;
    private final BlockingQueue<ByteBuffer> free;

    /// Grains that are packed, but wait for one before them, by their turn.
    private final Map<Integer, Packed> early = new HashMap<>();

    private final GrainPlaces.Builder places = new GrainPlaces.Builder();
    private int nextTurn;
    private long populatedBytes;

    private record Packed(int grain, ByteBuffer bytes) {}

    private VmdkWriter(Image disk, VmdkOptions options, AppendedFile file, Progress progress, int threads) {
        this.disk = disk.padTo(SparseExtentHeader.SECTOR_BYTES);
        grains = disk.padTo(Grain.BYTES);
        this.options = options;
        this.file = file;
        this.progress = progress;
        cursor = new GrainCursor(grains);
        free = new ArrayBlockingQueue<>(threads * BUFFERS_PER_THREAD);
        for (int i = 0; i < threads * BUFFERS_PER_THREAD; i++) {
            free.add(GrainPacker.room());
        }
    }

    /// Writes a disk, whose size is rounded up to the next sector.
    ///
    /// @param target appears when it is whole
    /// @param progress is told bytes of the disk
    public static WrittenVmdk write(Image disk, VmdkOptions options, Path target, Progress progress)
            throws IOException {
        return write(disk, options, target, progress, Runtime.getRuntime().availableProcessors());
    }

    static WrittenVmdk write(Image disk, VmdkOptions options, Path target, Progress progress, int processors)
            throws IOException {
        int threads = Math.clamp(processors, 1, THREADS_MAX);
        try (AppendedFile file = new AppendedFile(target)) {
            VmdkWriter writer = new VmdkWriter(disk, options, file, progress, threads);
            return writer.write(threads);
        }
    }

    private WrittenVmdk write(int threads) throws IOException {
        long capacity = disk.size() / SparseExtentHeader.SECTOR_BYTES;
        if (capacity > SparseExtentHeader.CAPACITY_SECTORS_MAX) {
            throw new IOException("a disk of %d bytes is larger than 64 TiB".formatted(disk.size()));
        }
        file.append(front(options, capacity));
        Crew.run(threads, this::work);
        file.append(ByteBuffer.wrap(StreamTail.encode(places.build(), file.sector(), capacity)));
        Sha256 sha256 = file.complete();
        progress.written(disk.size(), disk.size());
        return new WrittenVmdk(disk.size(), file.size(), populatedBytes, sha256);
    }

    /// What lies before the first grain.
    private static ByteBuffer front(VmdkOptions options, long capacity) {
        byte[] header = SparseExtentHeader.streamOptimized(capacity, SparseExtentHeader.DIRECTORY_AT_END)
                .encode();
        // Stands for 96 bits of chance, which are not wanted here.
        String longId = HexFormat.of().formatHex(Sha256.of(header).bytes(), 0, 12);
        return ByteBuffer.allocate(Grain.OVERHEAD_SECTORS * SparseExtentHeader.SECTOR_BYTES)
                .put(header)
                .put(DiskDescriptor.render(options, capacity, longId))
                .clear();
    }

    private void work() throws IOException, InterruptedException {
        try (GrainPacker packer = new GrainPacker(grains, options.compression())) {
            while (true) {
                ByteBuffer packed = free.take();
                GrainCursor.Turn turn = cursor.next();
                if (turn.equals(GrainCursor.END)) {
                    free.put(packed);
                    return;
                }
                packer.pack(turn.grain(), packed);
                deliver(turn, packed);
            }
        }
    }

    /// Writes all grains whose turn it is now. One thread at a time: that is a small part of what packing takes.
    private synchronized void deliver(GrainCursor.Turn turn, ByteBuffer bytes)
            throws IOException, InterruptedException {
        early.put(turn.index(), new Packed(turn.grain(), bytes));
        for (Packed next = early.remove(nextTurn); next != null; next = early.remove(nextTurn)) {
            nextTurn++;
            long start = (long) next.grain() * Grain.BYTES;
            if (next.bytes().hasRemaining()) {
                places.add(next.grain(), file.sector());
                file.append(next.bytes());
                populatedBytes += Math.min(Grain.BYTES, disk.size() - start);
            }
            free.put(next.bytes());
            progress.written(Math.min(disk.size(), start + Grain.BYTES), disk.size());
        }
    }
}
