package dev.slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Extent.FileExtent;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTests {

    @TempDir
    Path directory;

    @Test
    void concatJoinsNeighboursOfOneFile() throws IOException {
        Image file = file("a", 100);
        Image joined = Image.concat(file.slice(0, 40), file.slice(40, 60));
        assertThat(joined.extents()).containsExactly(new FileExtent(directory.resolve("a"), 0, 100));
    }

    @Test
    void overlayBeyondTheEndFillsWithZeros() throws IOException {
        Image image = Image.ofBytes(new byte[] {1, 2}).overlay(4, Image.ofBytes(new byte[] {3}));
        assertThat(image.toByteArray(5)).containsExactly(1, 2, 0, 0, 3);
    }

    @Test
    void sliceOutsideTheImageIsRefused() {
        assertThatThrownBy(() -> Image.zeros(10).slice(5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyWayOfReadingGivesTheSameBytes(long seed) throws Exception {
        RandomGenerator random = new Random(seed);
        byte[] expected = new byte[0];
        Image image = Image.empty();
        for (int i = 0; i < 40; i++) {
            int offset = random.nextInt(expected.length + 20);
            byte[] patch = new byte[random.nextInt(300)];
            Image part;
            switch (random.nextInt(3)) {
                case 0 -> part = Image.zeros(patch.length);
                case 1 -> {
                    random.nextBytes(patch);
                    part = Image.ofBytes(patch.clone());
                }
                default -> {
                    random.nextBytes(patch);
                    Path file = directory.resolve("part-" + i);
                    Files.write(file, patch);
                    part = Image.ofFile(file);
                }
            }
            int size = Math.max(expected.length, offset + patch.length);
            expected = Arrays.copyOf(expected, size);
            System.arraycopy(patch, 0, expected, offset, patch.length);
            image = image.overlay(offset, part);
        }
        assertThat(image.size()).isEqualTo(expected.length);

        Path target = directory.resolve("image");
        image.writeTo(target);
        assertThat(target).hasBinaryContent(expected);

        int from = random.nextInt(expected.length);
        int count = random.nextInt(expected.length - from + 1);
        byte[] range = Arrays.copyOfRange(expected, from, from + count);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        image.transferTo(Channels.newChannel(out), from, count);
        assertThat(out.toByteArray()).isEqualTo(range);
        assertThat(image.slice(from, count).toByteArray(count)).isEqualTo(range);
        try (var channel = image.open()) {
            ByteBuffer read = ByteBuffer.allocateDirect(count);
            channel.position(from);
            while (read.hasRemaining() && channel.read(read) > 0) {}
            byte[] bytes = new byte[count];
            read.flip().get(bytes);
            assertThat(bytes).isEqualTo(range);
        }

        byte[] digest = MessageDigest.getInstance("SHA-256").digest(expected);
        assertThat(image.sha256().bytes()).isEqualTo(digest);
        Sha256 prefix = image.slice(0, from).sha256();
        assertThat(prefix.then(image.slice(from, expected.length - from)).bytes())
                .isEqualTo(digest);
    }

    @Test
    void writeToLeavesHolesForZeros() throws IOException {
        Path target = directory.resolve("sparse");
        Image.concat(Image.zeros(64 << 20), Image.ofBytes(new byte[] {1}), Image.zeros(64 << 20))
                .writeTo(target);
        assertThat(Files.size(target)).isEqualTo((128L << 20) + 1);
        assertThat((long) Files.getAttribute(target, "unix:size")).isEqualTo((128L << 20) + 1);
        assertThat(dev.slipway.testkit.Tool.of("du", "--block-size=1M", target).run())
                .matches("(?s)[01]\\s.*");
    }

    @Test
    void writeHashedToGivesTheDigestOfTheFile() throws Exception {
        Image image = Image.concat(
                Image.zeros(3 << 20),
                file("a", 5_000_001),
                Image.zeros(700_001),
                Image.ofBytes(new byte[] {1, 2, 3}),
                Image.zeros(1 << 20));
        Path target = directory.resolve("target");

        Sha256 digest = image.writeHashedTo(target, ImageWriter.Progress.NONE);

        assertThat(digest.bytes())
                .isEqualTo(java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(target)));
        assertThat(Files.size(target)).isEqualTo(image.size());
    }

    @Test
    void writeHashedToWhenImageIsEmptyGivesTheDigestOfNothing() throws IOException {
        assertThat(Image.empty().writeHashedTo(directory.resolve("target"), ImageWriter.Progress.NONE))
                .isEqualTo(Sha256.EMPTY);
    }

    @Test
    void writeHashedToWhenSourceHasBecomeShorterLeavesNothing() throws IOException {
        Image image = file("a", 100);
        Files.write(directory.resolve("a"), new byte[10]);
        assertThatThrownBy(() -> image.writeHashedTo(directory.resolve("target"), ImageWriter.Progress.NONE))
                .isInstanceOf(EOFException.class);
        assertThat(directory.toFile().list()).containsExactly("a");
    }

    @Test
    void writeToWhenSourceHasBecomeShorterNamesItAndLeavesNothing() throws IOException {
        Image image = file("a", 100);
        Files.write(directory.resolve("a"), new byte[10]);
        assertThatThrownBy(() -> image.writeTo(directory.resolve("target")))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("a has become shorter");
        assertThat(directory.toFile().list()).containsExactly("a");
    }

    @Test
    void writeToWhenItFailsKeepsWhatWasThere() throws IOException {
        Image image = file("a", 100);
        Path target = directory.resolve("target");
        Files.writeString(target, "before");
        Files.write(directory.resolve("a"), new byte[10]);
        assertThatThrownBy(() -> image.writeTo(target)).isInstanceOf(EOFException.class);
        assertThat(target).hasContent("before");
    }

    @Test
    void readerWhenStructureReachesBeyondTheEndNamesIt() throws IOException {
        try (ImageReader reader = ImageReader.of(Image.zeros(100))) {
            assertThatThrownBy(() -> reader.read("GPT header", 90, 92))
                    .isInstanceOf(MalformedImageException.class)
                    .hasMessage("GPT header at byte 90: expected 92 bytes, but the image ends at byte 100");
        }
    }

    private Image file(String name, int size) throws IOException {
        Path path = directory.resolve(name);
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Files.write(path, bytes);
        return Image.ofFile(path);
    }
}
