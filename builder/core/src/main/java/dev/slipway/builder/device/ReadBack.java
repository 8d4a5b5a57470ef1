package dev.slipway.builder.device;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.ImageWriter.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Compares a file or device with the image that was written to it. The system's memory is passed by (`O_DIRECT`) where
/// it can be, as it would only tell what was sent.
public final class ReadBack {

    private static final int CHUNK_BYTES = 1 << 20;
    /// Of any device.
    private static final int ALIGNMENT_BYTES = 4096;

    private final Path path;
    private final Image image;

    private ReadBack(Path path, Image image) {
        this.path = path;
        this.image = image;
    }

    public static ReadBack of(Path path, Image image) {
        return new ReadBack(path, image);
    }

    /// Requires that a file gives back what was written to it.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it does not
    public void require(Progress progress) throws IOException {
        long different = firstDifference(progress);
        if (different >= 0) {
            throw Problem.check("image.differs", "the file does not give back what was written to it")
                    .at("%s, byte %d".formatted(path, different))
                    .because("its disk is broken, or somebody else writes it")
                    .exception();
        }
    }

    /// The offset of the first byte that differs or is not there, or -1.
    public long firstDifference(Progress progress) throws IOException {
        try (FileChannel channel = open();
                ImageReader reader = ImageReader.of(image)) {
            ByteBuffer found = ByteBuffer.allocateDirect(CHUNK_BYTES + ALIGNMENT_BYTES)
                    .alignedSlice(ALIGNMENT_BYTES)
                    .slice(0, CHUNK_BYTES);
            ByteBuffer expected = ByteBuffer.allocateDirect(CHUNK_BYTES);
            for (long at = 0; at < image.size(); at += CHUNK_BYTES) {
                int length = (int) Math.min(CHUNK_BYTES, image.size() - at);
                found.clear();
                fill(channel, found, at, length);
                reader.read(at, expected.clear().limit(length));
                int difference = expected.flip().mismatch(found.flip().limit(Math.min(found.limit(), length)));
                if (difference >= 0) {
                    return at + difference;
                }
                progress.written(at + length, image.size());
            }
            return -1;
        }
    }

    /// As much as there is. A piece that is no whole number of blocks is the last one.
    private static void fill(FileChannel channel, ByteBuffer target, long from, int wanted) throws IOException {
        while (target.position() < wanted && target.position() % ALIGNMENT_BYTES == 0) {
            if (channel.read(target, from + target.position()) < 0) {
                return;
            }
        }
    }

    private FileChannel open() throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.READ, passingByMemory());
        } catch (IOException | UnsupportedOperationException | ReflectiveOperationException e) {
            // Some file systems, those in memory among them, have no such way.
            return FileChannel.open(path, StandardOpenOption.READ);
        }
    }

    /// The JDK's own option for it, which its compiler does not let us name.
    private static OpenOption passingByMemory() throws ReflectiveOperationException {
        Object option = Class.forName("com.sun.nio.file.ExtendedOpenOption")
                .getField("DIRECT")
                .get(null);
        return (OpenOption) requireNonNull(option);
    }
}
