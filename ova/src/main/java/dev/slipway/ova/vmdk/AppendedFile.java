package dev.slipway.ova.vmdk;

import dev.slipway.image.EarlyFlush;
import dev.slipway.image.Sha256;
import dev.slipway.image.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A file that is written from front to back and hashed on the way. It appears when it is whole.
final class AppendedFile implements AutoCloseable {

    private final WholeFile file;
    private final FileChannel channel;
    private final EarlyFlush flush;
    private final Sha256.Running digest = new Sha256.Running();
    private long position;

    AppendedFile(Path target) throws IOException {
        file = WholeFile.beside(target);
        channel = file.channel();
        flush = new EarlyFlush(channel);
    }

    /// The sector where the next bytes will stand.
    long sector() throws IOException {
        long sector = position / SparseExtentHeader.SECTOR_BYTES;
        if (sector > Grain.FILE_SECTORS_MAX) {
            throw new IOException("the VMDK would become larger than 2 TiB, where its numbers of sectors end");
        }
        return sector;
    }

    /// Writes what remains in the buffer.
    void append(ByteBuffer bytes) throws IOException {
        digest.update(bytes.duplicate());
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
        flush.written(position);
    }

    /// Gives the file its name and its digest.
    Sha256 complete() throws IOException {
        file.complete();
        return digest.digest();
    }

    long size() {
        return position;
    }

    @Override
    public void close() throws IOException {
        flush.close();
        file.close();
    }
}
