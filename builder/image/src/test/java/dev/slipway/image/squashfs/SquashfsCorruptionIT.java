package dev.slipway.image.squashfs;

import dev.slipway.image.Image;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where tables are not compressed, no decompressor stands before the reader: it sees every flipped bit as it is.
class SquashfsCorruptionIT {

    @TempDir
    private Path work;

    @Test
    @RequiresTool("mksquashfs")
    void readWhenAnyBitOfPlainTablesIsFlippedEndsWithAnIoExceptionOrNone() throws IOException {
        Path directory = work.resolve("tree/below");
        Files.createDirectories(directory.resolve("further"));
        for (int i = 0; i < 40; i++) {
            Files.write(directory.resolve("file" + i), new byte[i * 700]);
            Files.createSymbolicLink(directory.resolve("link" + i), Path.of("file" + i));
        }
        Path image = work.resolve("image");
        Tool.of("mksquashfs", work.resolve("tree"), image, "-noI", "-noId", "-noF", "-noX", "-b", "4K", "-no-progress")
                .run();
        byte[] bytes = Image.ofFile(image).toByteArray(1 << 20);
        int tables = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(64);
        SplittableRandom random = new SplittableRandom(99);
        for (int i = 0; i < 3_000; i++) {
            byte[] broken = bytes.clone();
            for (int flips = 1 + i % 4; flips > 0; flips--) {
                broken[random.nextInt(tables, broken.length)] ^= (byte) (1 << random.nextInt(8));
            }
            SquashfsCorruptionTests.assertEnds(broken);
        }
    }
}
