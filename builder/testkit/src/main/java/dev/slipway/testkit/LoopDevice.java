package dev.slipway.testkit;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that the kernel shows as a disk, until it is closed. Tests that cannot have one are skipped.
public final class LoopDevice implements AutoCloseable {

    private final Path file;
    private final Path device;

    private LoopDevice(Path file, Path device) {
        this.file = file;
        this.device = device;
    }

    /// Begins with a file that is as long as that, made where there is none. Needs `losetup`.
    public static LoopDevice of(Path file, long bytes) throws IOException {
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
            abort("no loop device can be made here: " + e.getMessage());
        }
        return new LoopDevice(file, Path.of(device));
    }

    /// What holds its bytes.
    public Path file() {
        return file;
    }

    /// Its node below `/dev`.
    public Path path() {
        return device;
    }

    @Override
    public void close() {
        Tool.of("losetup", "--detach", device).run();
    }
}
