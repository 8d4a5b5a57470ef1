package dev.slipway.builder.device;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.ImageWriter.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;

/// Writes an image to a disk, from its first byte on, and reads it back.
public final class DeviceWrite {

    /// A backup GPT has its header in the last sector (UEFI 2.10, 5.3.2).
    private static final int SECTOR_BYTES = 512;

    private static final int CHUNK_BYTES = 4 << 20;
    private static final long FORCED_BYTES = 32L << 20;

    private static final byte[] GPT_SIGNATURE = "EFI PART".getBytes(StandardCharsets.US_ASCII);

    private final BlockDevice device;

    public DeviceWrite(BlockDevice device) {
        this.device = device;
    }

    /// Replaces what is on the device. Whoever calls this has asked the user.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where the device is in use, too small or broken
    public void write(Image image, Progress progress) {
        try {
            device.requireFree();
            requireRoom(image);
            try (FileChannel channel =
                    FileChannel.open(device.path(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                removeOldBackup(channel, image);
                copy(image, channel, progress);
            }
        } catch (IOException e) {
            throw failed("device.write", "the image cannot be written to the device", e);
        }
    }

    /// Waits for the device every so often: what is told of the progress is on it.
    private static void copy(Image image, FileChannel channel, Progress progress) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        try (ImageReader reader = ImageReader.of(image)) {
            long forced = 0;
            for (long at = 0; at < image.size(); at += CHUNK_BYTES) {
                int length = (int) Math.min(CHUNK_BYTES, image.size() - at);
                reader.read(at, chunk.clear().limit(length));
                chunk.flip();
                while (chunk.hasRemaining()) {
                    channel.write(chunk, at + chunk.position());
                }
                if (at + length - forced >= FORCED_BYTES) {
                    channel.force(false);
                    forced = at + length;
                    progress.written(forced, image.size());
                }
            }
        }
        channel.force(true);
        progress.written(image.size(), image.size());
    }

    private void requireRoom(Image image) throws IOException {
        long size = device.sizeBytes();
        if (size < image.size()) {
            throw Problem.input("device.too-small", "the device is smaller than the image")
                    .at(device.path().toString())
                    .because("it holds %d bytes, and the image has %d".formatted(size, image.size()))
                    .exception();
        }
    }

    /// What partition table was there before may have its backup at the end of the device, behind the image, and some
    /// tools would bring it back.
    private void removeOldBackup(FileChannel channel, Image image) throws IOException {
        long at = device.sizeBytes() - SECTOR_BYTES;
        if (at < image.size()) {
            return;
        }
        ByteBuffer header = ByteBuffer.allocate(SECTOR_BYTES);
        readFully(channel, header, at);
        if (ByteBuffer.wrap(GPT_SIGNATURE).equals(header.slice(0, GPT_SIGNATURE.length))) {
            ByteBuffer zeros = ByteBuffer.allocate(SECTOR_BYTES);
            while (zeros.hasRemaining()) {
                channel.write(zeros, at + zeros.position());
            }
        }
    }

    private static void readFully(FileChannel channel, ByteBuffer target, long from) throws IOException {
        while (target.hasRemaining() && channel.read(target, from + target.position()) >= 0) {
            // Reads until it is full, or the device ends.
        }
        target.flip();
    }

    /// Reads the image back, from the device and not from memory where the system lets us, and compares.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where a byte differs
    public void verify(Image image, Progress progress) {
        try {
            long different = ReadBack.of(device.path(), image).firstDifference(progress);
            if (different >= 0) {
                throw Problem.check("device.differs", "the device does not give back what was written to it")
                        .at("%s, byte %d".formatted(device.path(), different))
                        .because("it is broken, or smaller than it says")
                        .fix("use another one")
                        .exception();
            }
        } catch (IOException e) {
            throw failed("device.read", "the device cannot be read back", e);
        }
    }

    private RuntimeException failed(String code, String what, IOException cause) {
        return Problem.environment(code, what)
                .at(device.path().toString())
                .because(Diagnosis.reason(cause))
                .exception(cause);
    }
}
