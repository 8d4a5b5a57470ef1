package dev.slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.image.Extent.ZeroExtent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparseFileTests {

    private static final long SIZE = 64L << 20;

    @TempDir
    private Path work;

    /// Data at 16 MiB and at the last byte but one.
    private Path sparse() throws IOException {
        Path file = work.resolve("spärlich.raw");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), SIZE / 4);
            channel.write(ByteBuffer.wrap(new byte[] {4, 5}), SIZE - 2);
        }
        return file;
    }

    @Test
    void ofSparseFileWhenThereAreHolesReadsTheSameBytes() throws IOException {
        Path file = sparse();
        Image image = Image.ofSparseFile(file);
        assertThat(image.size()).isEqualTo(SIZE);
        assertThat(image.sha256()).isEqualTo(Image.ofFile(file).sha256());
    }

    @Test
    void ofSparseFileWhenThereAreHolesHasThemAsZeros() throws IOException {
        Path file = sparse();
        assumeTrue(System.getProperty("os.name").equals("Linux"), "only Linux is asked for holes");
        long zeros = Image.ofSparseFile(file).extents().stream()
                .mapToLong(extent -> extent instanceof ZeroExtent(long length) ? length : 0)
                .sum();
        // No file system of ours has blocks larger than 2 MiB.
        assertThat(zeros).isGreaterThan(SIZE - (8L << 20));
    }

    @Test
    void ofSparseFileWhenItIsEmptyOrHoleAloneHasItsSize() throws IOException {
        Path empty = Files.createFile(work.resolve("empty"));
        assertThat(Image.ofSparseFile(empty).size()).isZero();
        Path hole = work.resolve("hole");
        Image.zeros(SIZE).writeTo(hole);
        assertThat(Image.ofSparseFile(hole).size()).isEqualTo(SIZE);
    }

    @Test
    void ofSparseFileWhenThereIsNoneFails() {
        assertThatThrownBy(() -> Image.ofSparseFile(work.resolve("gone"))).isInstanceOf(NoSuchFileException.class);
    }
}
