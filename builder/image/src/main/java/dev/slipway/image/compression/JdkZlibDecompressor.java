package dev.slipway.image.compression;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// zlib blocks by the JDK, for machines that libdeflate was not built for.
final class JdkZlibDecompressor implements BlockDecompressor {

    private final Inflater inflater = new Inflater();

    @Override
    public int decompress(byte[] source, int from, int length, byte[] target) throws MalformedBlockException {
        inflater.reset();
        inflater.setInput(source, from, length);
        try {
            int done = 0;
            while (!inflater.finished()) {
                int count = inflater.inflate(target, done, target.length - done);
                done += count;
                if (count == 0 && !inflater.finished()) {
                    throw new MalformedBlockException(
                            inflater.needsInput()
                                    ? "zlib block ends too early"
                                    : "zlib block holds more than %d bytes".formatted(target.length));
                }
            }
            return done;
        } catch (DataFormatException e) {
            throw new MalformedBlockException("zlib block: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
