package dev.slipway.image.iso9660;

import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads the records of directories (ECMA-119, 6.8), each directory once: what points to one a second time would be a
/// cycle, or a way to make a small image look endless.
final class DirectoryReader {

    /// More than fit any medium that this format is made for, and few enough to be held in memory.
    private static final int RECORDS_MAX = 1 << 22;

    private static final String STRUCTURE = "directory";

    private final ImageReader reader;
    private final long base;
    private final Set<Long> seen = new HashSet<>();
    private long bytesRead;
    private int recordsRead;

    /// @param base the byte of the image from which the volume counts
    DirectoryReader(ImageReader reader, long base) {
        this.reader = reader;
        this.base = base;
    }

    /// A record and where it lies in the image.
    record Located(DirectoryRecord record, long offset) {}

    /// All records of a directory, those for itself and its parent included.
    List<Located> read(long block, long bytes) throws IOException {
        long start = base + block * Blocks.BLOCK_BYTES;
        if (!seen.add(block)) {
            throw new MalformedImageException(STRUCTURE, start, "a second entry leads to it: a cycle");
        }
        bytesRead += bytes;
        if (bytes > reader.size() - start || bytesRead > reader.size()) {
            throw new MalformedImageException(
                    STRUCTURE, start, "its %d bytes do not fit an image of %d".formatted(bytes, reader.size()));
        }
        List<Located> records = new ArrayList<>();
        for (long at = 0; at < bytes; at += Blocks.BLOCK_BYTES) {
            int length = (int) Math.min(Blocks.BLOCK_BYTES, bytes - at);
            ByteBuffer in = reader.read(STRUCTURE, start + at, length);
            // A zero where a length should be: the rest of the block is unused.
            while (in.hasRemaining() && in.get(in.position()) != 0) {
                long offset = start + at + in.position();
                if (++recordsRead > RECORDS_MAX) {
                    throw new MalformedImageException(STRUCTURE, start, "more than %d records".formatted(RECORDS_MAX));
                }
                records.add(new Located(DirectoryRecord.decode(in, offset), offset));
            }
        }
        return records;
    }

    /// The first record of a directory, which tells its size: for those found through a `CL`.
    DirectoryRecord self(long block) throws IOException {
        long offset = base + block * Blocks.BLOCK_BYTES;
        DirectoryRecord self =
                DirectoryRecord.decode(reader.read(STRUCTURE, offset, DirectoryRecord.BYTES_MAX), offset);
        if (!self.isDirectory() || !Arrays.equals(self.identifier(), new byte[] {0})) {
            throw new MalformedImageException(STRUCTURE, offset, "expected the record of the directory itself");
        }
        return self;
    }
}
