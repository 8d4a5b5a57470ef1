package dev.slipway.image.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.slipway.image.MalformedImageException;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressedTarTests {

    private static final byte[] BYTES = new byte[100_000];

    @TempDir
    private Path work;

    private static byte[] gzip() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(BYTES);
        }
        return out.toByteArray();
    }

    private Path write(byte[] bytes) throws Exception {
        return Files.write(work.resolve("in"), bytes);
    }

    @Test
    void decompressWhenGzipGivesTheBytes() throws Exception {
        Path out = work.resolve("out");
        CompressedTar.decompress(write(gzip()), out, BYTES.length);
        assertThat(out).hasBinaryContent(BYTES);
    }

    @Test
    void decompressWhenMoreThanAllowedComesOutRefusesAndLeavesNothing() throws Exception {
        Path in = write(Zstd.compress(BYTES));
        assertThatThrownBy(() -> CompressedTar.decompress(in, work.resolve("out"), BYTES.length - 1))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("unpacks to more than 99999 bytes");
        assertThat(work).isDirectoryContaining(in::equals).isDirectoryNotContaining(path -> !path.equals(in));
    }

    @Test
    void decompressWhenCutOffRefuses() throws Exception {
        byte[] gzip = gzip();
        Path in = write(Arrays.copyOf(gzip, gzip.length / 2));
        assertThatThrownBy(() -> CompressedTar.decompress(in, work.resolve("out"), BYTES.length))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("it ends early");
        byte[] zstd = Zstd.compress(BYTES);
        Path other = write(Arrays.copyOf(zstd, zstd.length - 1));
        assertThatThrownBy(() -> CompressedTar.decompress(other, work.resolve("out"), BYTES.length))
                .isInstanceOf(MalformedImageException.class);
    }

    @Test
    void decompressWhenNotCompressedRefuses() throws Exception {
        Path in = write(new byte[512]);
        assertThat(CompressedTar.Compression.of(in)).isEqualTo(CompressedTar.Compression.NONE);
        assertThatThrownBy(() -> CompressedTar.decompress(in, work.resolve("out"), 1000))
                .hasMessageContaining("expected gzip, xz or zstd");
    }
}
