package dev.slipway.image.compression;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.SingleXZInputStream;

/// xz streams in pure Java.
final class XzBlockDecompressor implements BlockDecompressor {

    /// Enough for a dictionary of 8 MiB; squashfs has none above 1 MiB.
    private static final int MEMORY_KIB_MAX = 9 << 10;

    private final ArrayCache cache = new BasicArrayCache();

    @Override
    public int decompress(byte[] source, int from, int length, byte[] target) throws MalformedBlockException {
        try (var xz =
                new SingleXZInputStream(new ByteArrayInputStream(source, from, length), MEMORY_KIB_MAX, true, cache)) {
            int done = 0;
            while (true) {
                int count = done < target.length ? xz.read(target, done, target.length - done) : xz.read();
                if (count < 0) {
                    return done;
                }
                if (done == target.length) {
                    throw new MalformedBlockException("xz block holds more than %d bytes".formatted(target.length));
                }
                done += count;
            }
        } catch (MalformedBlockException e) {
            throw e;
        } catch (IOException e) {
            throw new MalformedBlockException("xz block: " + e, e);
        }
    }

    @Override
    public void close() {
        // All memory is the heap's.
    }
}
