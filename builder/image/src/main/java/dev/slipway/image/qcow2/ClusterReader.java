package dev.slipway.image.qcow2;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads compressed clusters, whose data tell by themselves where they end. Serves one thread.
final class ClusterReader implements AutoCloseable {

    private static final String NAME = "qcow2 compressed cluster";

    private final ImageReader file;
    private final Qcow2Header header;
    private final byte[] plain;
    private final byte[] packed;

    /// Bare deflate, nothing around it.
    private final Inflater inflater = new Inflater(true);

    ClusterReader(ImageReader file, Qcow2Header header) {
        this.file = file;
        this.header = header;
        plain = new byte[header.clusterBytes()];
        // The length's bits allow for twice a cluster.
        packed = new byte[2 * header.clusterBytes() + Cluster.SECTOR_BYTES];
    }

    /// Decompresses a cluster, into an array that is used again for the next one.
    byte[] read(Cluster.Compressed cluster) throws IOException {
        // The last sector of the file need not be whole.
        int length = (int) Math.min(cluster.length(), file.size() - cluster.offset());
        file.read(cluster.offset(), packed, 0, length);
        int count;
        try {
            count = header.zstd() ? decompress(length) : inflate(length);
        } catch (DataFormatException | IOException e) {
            throw new MalformedImageException(NAME, cluster.offset(), String.valueOf(e.getMessage()));
        }
        if (count != plain.length) {
            throw new MalformedImageException(
                    NAME, cluster.offset(), "expected %d bytes, found %d".formatted(plain.length, count));
        }
        return plain;
    }

    private int inflate(int length) throws DataFormatException {
        inflater.reset();
        inflater.setInput(packed, 0, length);
        int count = 0;
        while (count < plain.length) {
            int more = inflater.inflate(plain, count, plain.length - count);
            if (more == 0) {
                return count;
            }
            count += more;
        }
        return count;
    }

    private int decompress(int length) throws IOException {
        try (var zstd = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(packed, 0, length))) {
            return zstd.readNBytes(plain, 0, plain.length);
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
