package dev.slipway.builder.device;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that the kernel shows as a disk, until it is closed. Tests that cannot have one are skipped.
final class LoopDevice implements AutoCloseable {

    private final Path file;
    private final Path device;

    private LoopDevice(Path file, Path device) {
        this.file = file;
        this.device = device;
    }

    static LoopDevice of(Path file, long bytes) throws IOException {
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength(bytes);
        }
        assumeTrue(Files.isWritable(Path.of("/dev/loop-control")), "there are no loop devices here");
        String device = "";
        try {
            device = Tool.of("losetup", "--find", "--show", "--partscan", file)
                    .run()
                    .strip();
        } catch (AssertionError | IllegalStateException e) {
            assumeTrue(false, "no loop device can be made here: " + e.getMessage());
        }
        return new LoopDevice(file, Path.of(device));
    }

    Path file() {
        return file;
    }

    Path path() {
        return device;
    }

    @Override
    public void close() {
        Tool.of("losetup", "--detach", device).run();
    }
}
