package dev.slipway.image.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.github.luben.zstd.ZstdInputStream;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.WholeFile;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/// Archives that are compressed as a whole, told by their first bytes and not by their name. Their bytes are spooled
/// into a file, of which an image can then be composed.
public final class CompressedTar {

    private static final int CHUNK_BYTES = 1 << 18;

    /// What an xz stream may ask for, in KiB: the largest preset needs 65 MiB.
    private static final int XZ_MEMORY_KIB_MAX = 256 << 10;

    /// 2 to this power is the largest window that a zstd stream may ask for: 128 MiB, what `zstd --long` makes.
    private static final int ZSTD_WINDOW_LOG_MAX = 27;

    private CompressedTar() {}

    /// How a file is compressed.
    public enum Compression {
        NONE(""),
        GZIP("\u001F\u008B"),
        XZ("\u00FD7zXZ\0"),
        ZSTD("(\u00B5/\u00FD");

        private static final int MAGIC_BYTES_MAX = 6;

        /// The first bytes, one to a character.
        private final String magic;

        Compression(String magic) {
            this.magic = magic;
        }

        /// How a file is compressed, by its first bytes.
        public static Compression of(Path file) throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                String start = new String(in.readNBytes(MAGIC_BYTES_MAX), ISO_8859_1);
                return Arrays.stream(values())
                        .filter(known -> known != NONE && start.startsWith(known.magic))
                        .findFirst()
                        .orElse(NONE);
            }
        }
    }

    /// Writes the bytes that a compressed file stands for to `target`, which appears only when it is whole.
    ///
    /// @param sizeMax the most bytes that may come out
    /// @throws MalformedImageException where the file is damaged, not compressed, or too large when unpacked
    public static void decompress(Path source, Path target, long sizeMax) throws IOException {
        Compression compression = Compression.of(source);
        String name = source + " (" + compression + ")";
        try (InputStream file = new BufferedInputStream(Files.newInputStream(source), CHUNK_BYTES);
                WholeFile whole = WholeFile.beside(target)) {
            try (InputStream in = open(compression, file, name)) {
                copy(in, whole.channel(), sizeMax, name);
            }
            whole.complete();
        }
    }

    private static InputStream open(Compression compression, InputStream file, String name) throws IOException {
        try {
            return switch (compression) {
                case NONE -> throw new MalformedImageException(name, 0, "expected gzip, xz or zstd");
                case GZIP -> new GZIPInputStream(file, CHUNK_BYTES);
                case XZ -> new XZInputStream(file, XZ_MEMORY_KIB_MAX);
                case ZSTD -> new ZstdInputStream(file).setLongMax(ZSTD_WINDOW_LOG_MAX);
            };
        } catch (MalformedImageException e) {
            throw e;
        } catch (IOException e) {
            throw damaged(name, 0, e);
        }
    }

    private static void copy(InputStream in, FileChannel target, long sizeMax, String name) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        long done = 0;
        int count;
        while ((count = read(in, chunk, done, name)) >= 0) {
            done += count;
            if (done > sizeMax) {
                throw new MalformedImageException(name, 0, "unpacks to more than %d bytes".formatted(sizeMax));
            }
            ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, count);
            while (bytes.hasRemaining()) {
                target.write(bytes);
            }
        }
    }

    private static int read(InputStream in, byte[] chunk, long done, String name) throws IOException {
        try {
            return in.read(chunk);
        } catch (IOException e) {
            throw damaged(name, done, e);
        }
    }

    private static MalformedImageException damaged(String name, long done, IOException cause) {
        String problem = cause instanceof EOFException ? "it ends early" : String.valueOf(cause.getMessage());
        var malformed =
                new MalformedImageException(name, done, "damaged, counted in unpacked bytes: %s".formatted(problem));
        malformed.initCause(cause);
        return malformed;
    }
}
