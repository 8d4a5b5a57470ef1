package dev.slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTransferTests {

    @TempDir
    Path directory;

    private final SharedFiles files = new SharedFiles(8);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anyRangeThroughAnyReceiverIsWhatTheImageHolds(long seed) throws IOException {
        RandomGenerator random = new Random(seed);
        Image image = composed(random);
        for (int i = 0; i < 20; i++) {
            long from = random.nextLong(image.size() + 1);
            long count = random.nextLong(image.size() - from + 1);
            byte[] expected = read(image, from, count);
            assertThat(sent(image, from, count, random)).isEqualTo(expected);
            assertThat(readOn(image, from, count, random)).isEqualTo(expected);
        }
        assertThat(files.openCount()).isZero();
    }

    @Test
    void receiverThatTakesNothingIsNotWaitedFor() throws IOException {
        try (ImageTransfer transfer = ImageTransfer.open(file("a", 100), 0, 100, files)) {
            assertThat(transfer.transferTo(new Sparing(0), 100)).isZero();
            assertThat(transfer.remaining()).isEqualTo(100);
        }
    }

    @Test
    void fileThatBecameShorterIsNamed() throws IOException {
        Image image = file("a", 100);
        try (ImageTransfer transfer = ImageTransfer.open(image, 0, 100, files)) {
            try (FileChannel channel = FileChannel.open(directory.resolve("a"), StandardOpenOption.WRITE)) {
                channel.truncate(60);
            }
            Sparing receiver = new Sparing(1000);
            assertThat(transfer.transferTo(receiver, 100)).isEqualTo(60);
            assertThatThrownBy(() -> transfer.transferTo(receiver, 100))
                    .isInstanceOf(EOFException.class)
                    .hasMessageEndingWith("a has become shorter: it ends before byte 60");
        }
    }

    @Test
    void transferThatRunsKeepsTheFileThatWasReplaced() throws IOException {
        Image old = file("a", 100);
        byte[] expected = read(old, 0, 100);
        try (ImageTransfer running = ImageTransfer.open(old, 0, 100, files)) {
            Image other = file("b", 100);
            byte[] replaced = read(other, 0, 100);
            Files.move(directory.resolve("b"), directory.resolve("a"), StandardCopyOption.REPLACE_EXISTING);
            try (ImageTransfer later = ImageTransfer.open(old, 0, 100, files)) {
                assertThat(files.openCount()).isEqualTo(2);
                assertThat(drained(later)).isEqualTo(replaced);
            }
            assertThat(drained(running)).isEqualTo(expected);
        }
        assertThat(files.openCount()).isZero();
    }

    @Test
    void transfersOfOneFileShareIt() throws IOException {
        Image image = file("a", 100);
        try (ImageTransfer first = ImageTransfer.open(image, 0, 100, files);
                ImageTransfer second = ImageTransfer.open(image, 50, 50, files)) {
            assertThat(files.openCount()).isEqualTo(1);
            assertThat(first.remaining() - second.remaining()).isEqualTo(50);
        }
        assertThat(files.openCount()).isZero();
    }

    @Test
    void moreFilesThanAllowedAreRefused() throws IOException {
        SharedFiles one = new SharedFiles(1);
        Image both = Image.concat(file("a", 10), file("b", 10));
        assertThatThrownBy(() -> ImageTransfer.open(both, 0, 20, one)).hasMessageContaining("files are open");
        assertThat(one.openCount()).isZero();
    }

    @Test
    void imageOfVeryManyFilesIsReadOneAfterTheOther() throws IOException {
        Image image = Image.empty();
        for (int i = 0; i < 40; i++) {
            image = image.then(file("part" + i, 10 + i));
        }
        byte[] expected = read(image, 0, image.size());
        SharedFiles one = new SharedFiles(1);
        try (ImageTransfer transfer = ImageTransfer.open(image, 0, image.size(), one)) {
            assertThat(drained(transfer)).isEqualTo(expected);
            assertThat(one.openCount()).isEqualTo(1);
        }
        assertThat(one.openCount()).isZero();
    }

    private Image composed(RandomGenerator random) throws IOException {
        Image image = file("base", 300_000);
        for (int i = 0; i < 12; i++) {
            byte[] bytes = new byte[random.nextInt(1, 200_000)];
            random.nextBytes(bytes);
            image = switch (random.nextInt(3)) {
                case 0 -> image.overlay(random.nextLong(image.size()), Image.ofBytes(bytes));
                case 1 -> image.overlay(random.nextLong(image.size()), Image.zeros(bytes.length));
                default -> image.then(file("more" + i, bytes.length));
            };
        }
        return image;
    }

    private static byte[] read(Image image, long from, long count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) count);
        try (SeekableByteChannel channel = image.open()) {
            channel.position(from);
            while (bytes.hasRemaining()) {
                assertThat(channel.read(bytes)).isPositive();
            }
        }
        return bytes.array();
    }

    private byte[] sent(Image image, long from, long count, RandomGenerator random) throws IOException {
        Sparing receiver = new Sparing(0);
        try (ImageTransfer transfer = ImageTransfer.open(image, from, count, files)) {
            for (int turn = 0; transfer.remaining() > 0 && turn < 100_000; turn++) {
                receiver.takes = random.nextInt(100_000);
                long before = receiver.taken.size();
                long moved = transfer.transferTo(receiver, random.nextLong(1, 150_000));
                assertThat(moved).isEqualTo(receiver.taken.size() - before);
            }
        }
        return receiver.taken.toByteArray();
    }

    private byte[] readOn(Image image, long from, long count, RandomGenerator random) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (ImageTransfer transfer = ImageTransfer.open(image, from, count, files)) {
            for (int turn = 0; transfer.remaining() > 0 && turn < 100_000; turn++) {
                ByteBuffer buffer = ByteBuffer.allocate(random.nextInt(1, 100_000));
                int read = transfer.read(buffer);
                all.write(buffer.array(), 0, read);
            }
        }
        return all.toByteArray();
    }

    private static byte[] drained(ImageTransfer transfer) throws IOException {
        Sparing receiver = new Sparing(Integer.MAX_VALUE);
        for (int turn = 0; transfer.remaining() > 0 && turn < 1000; turn++) {
            transfer.transferTo(receiver, Long.MAX_VALUE);
        }
        return receiver.taken.toByteArray();
    }

    private Image file(String name, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(name.hashCode()).nextBytes(bytes);
        return Image.ofFile(Files.write(directory.resolve(name), bytes));
    }

    /// Takes so many bytes and then none, as a socket does whose buffer is full.
    private static final class Sparing implements WritableByteChannel {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private int takes;

        Sparing(int takes) {
            this.takes = takes;
        }

        @Override
        public int write(ByteBuffer source) {
            int count = Math.min(takes, source.remaining());
            byte[] bytes = new byte[count];
            source.get(bytes);
            taken.writeBytes(bytes);
            takes -= count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
