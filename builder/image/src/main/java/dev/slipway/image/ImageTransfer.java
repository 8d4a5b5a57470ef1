package dev.slipway.image;

import dev.slipway.image.Extent.FileExtent;
import dev.slipway.image.Extent.MemoryExtent;
import dev.slipway.image.Extent.ZeroExtent;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Sends a range of an [Image] on, as much at a time as the receiver takes: for sockets that do not block.
/// Bytes of files go to a socket inside the kernel. The files of the range are open from the beginning, so that
/// it goes on with what it began with when one is replaced; of an image that is made of very many, only the one
/// that is being read.
///
/// One transfer serves one thread at a time.
public final class ImageTransfer implements AutoCloseable {

    private static final int HELD_FILES_MAX = 16;

    /// The JDK copies bytes of its heap into a buffer of this size, and keeps that for each thread.
    private static final int MEMORY_BYTES_MAX = 1 << 17;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 16).asReadOnlyBuffer();

    private final List<Extent> extents;
    private final SharedFiles files;
    private final Map<Path, SharedFiles.Opened> held = new HashMap<>();
    private final boolean holdsAll;
    private int index;
    private long within;
    private long remaining;

    private ImageTransfer(Image range, SharedFiles files, boolean holdsAll) {
        extents = range.extents();
        remaining = range.size();
        this.files = files;
        this.holdsAll = holdsAll;
    }

    /// Begins with `count` bytes from offset `from` on.
    ///
    /// @param files where files are opened
    /// @throws IndexOutOfBoundsException where the range does not lie within the image
    /// @throws IOException where a file cannot be opened
    public static ImageTransfer open(Image image, long from, long count, SharedFiles files) throws IOException {
        Image range = image.slice(from, count);
        Set<Path> paths = new HashSet<>();
        for (Extent extent : range.extents()) {
            if (extent instanceof FileExtent file && paths.size() <= HELD_FILES_MAX) {
                paths.add(file.path());
            }
        }
        ImageTransfer transfer = new ImageTransfer(range, files, paths.size() <= HELD_FILES_MAX);
        if (transfer.holdsAll) {
            try {
                for (Path path : paths) {
                    transfer.held.put(path, files.open(path));
                }
            } catch (IOException e) {
                transfer.close();
                throw e;
            }
        }
        return transfer;
    }

    /// How many bytes are still to be sent.
    public long remaining() {
        return remaining;
    }

    /// Sends on what the receiver takes now.
    ///
    /// @return how many bytes it took; 0 where it takes none for the moment, or all are sent
    /// @throws EOFException where a file has become shorter
    public long transferTo(WritableByteChannel target, long atMost) throws IOException {
        long limit = Math.min(atMost, remaining);
        long done = 0;
        while (done < limit) {
            Extent extent = extents.get(index);
            long offered = Math.min(atOnce(extent), Math.min(limit - done, extent.length() - within));
            long moved = send(extent, offered, target);
            advance(extent, moved);
            done += moved;
            if (moved < offered) {
                break;
            }
        }
        return done;
    }

    /// Reads on, where the bytes are wanted in this process.
    ///
    /// @return how many bytes were put into the buffer; 0 where it is full, or all are read
    /// @throws EOFException where a file has become shorter
    public int read(ByteBuffer target) throws IOException {
        int before = target.position();
        while (target.hasRemaining() && remaining > 0) {
            Extent extent = extents.get(index);
            int count = (int) Math.min(target.remaining(), extent.length() - within);
            ByteBuffer slice = target.slice(target.position(), count);
            switch (extent) {
                case MemoryExtent memory -> memory.copyTo(within, slice);
                case ZeroExtent ignored -> count = putZeros(slice);
                case FileExtent file -> {
                    count = channel(file.path()).read(slice, file.offset() + within);
                    if (count < 0) {
                        throw becameShorter(file);
                    }
                }
            }
            target.position(target.position() + count);
            advance(extent, count);
        }
        return target.position() - before;
    }

    private static int putZeros(ByteBuffer target) {
        int count = Math.min(target.remaining(), ZEROS.capacity());
        target.put(ZEROS.slice(0, count));
        return count;
    }

    private static long atOnce(Extent extent) {
        return switch (extent) {
            case MemoryExtent ignored -> MEMORY_BYTES_MAX;
            case ZeroExtent ignored -> ZEROS.capacity();
            case FileExtent ignored -> Long.MAX_VALUE;
        };
    }

    private long send(Extent extent, long count, WritableByteChannel target) throws IOException {
        return switch (extent) {
            case MemoryExtent memory -> target.write(memory.view(within, (int) count));
            case ZeroExtent ignored -> target.write(ZEROS.slice(0, (int) count));
            case FileExtent file -> {
                FileChannel source = channel(file.path());
                long moved = source.transferTo(file.offset() + within, count, target);
                if (moved == 0 && file.offset() + within >= source.size()) {
                    throw becameShorter(file);
                }
                yield moved;
            }
        };
    }

    private EOFException becameShorter(FileExtent file) {
        return new EOFException(
                "%s has become shorter: it ends before byte %d".formatted(file.path(), file.offset() + within));
    }

    private void advance(Extent extent, long count) {
        within += count;
        remaining -= count;
        if (within == extent.length()) {
            index++;
            within = 0;
        }
    }

    private FileChannel channel(Path path) throws IOException {
        SharedFiles.Opened known = held.get(path);
        if (known != null) {
            return known.channel();
        }
        if (holdsAll) {
            throw new IOException("the transfer is closed");
        }
        releaseAll();
        SharedFiles.Opened opened = files.open(path);
        held.put(path, opened);
        return opened.channel();
    }

    private void releaseAll() throws IOException {
        IOException failure = null;
        for (SharedFiles.Opened opened : held.values()) {
            try {
                opened.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        held.clear();
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        remaining = 0;
        releaseAll();
    }
}
