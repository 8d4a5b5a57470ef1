package dev.slipway.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Makes disks with nothing on them.
public final class BlankDisk {

    private static final int SECTOR_BYTES = 512;

    private BlankDisk() {}

    /// A new file of raw sectors that takes no room until it is written to.
    ///
    /// @param size in bytes, at least one sector; rounded down to whole ones
    public static Path create(Path file, long size) throws IOException {
        long whole = size - size % SECTOR_BYTES;
        if (whole <= 0) {
            throw new IllegalArgumentException("a disk of %d bytes has no sector".formatted(size));
        }
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.allocate(1), whole - 1);
        }
        return file;
    }
}
