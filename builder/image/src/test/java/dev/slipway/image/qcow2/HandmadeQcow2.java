package dev.slipway.image.qcow2;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Deflater;

/// A small image of version 3 with clusters of 512 bytes, put together from the specification and without the code that
/// is tested: a disk of three clusters and 100 bytes. The first is full of 'a', the second a hole, the third a
/// compressed one full of 'c', the last says that it is zeros though it has data.
final class HandmadeQcow2 {

    static final int DISK_BYTES = 3 * 512 + 100;
    static final int L1 = 512;
    static final int L2 = 1024;
    static final int PACKED = 2048;

    private static final long COMPRESSED = 1L << 62;
    private static final int FILE_BYTES = 6 * 512;

    private final ByteBuffer file = ByteBuffer.allocate(FILE_BYTES);

    HandmadeQcow2() {
        file.putInt(0x514649fb).putInt(3).putLong(0).putInt(0);
        file.putInt(9).putLong(DISK_BYTES).putInt(0).putInt(1).putLong(L1);
        // No counts of references and no snapshots, which who reads does not need; no features; a header of 104 bytes.
        file.putInt(96, 4).putInt(100, 104);
        putLong(L1, 1L << 63 | L2);
        putLong(L2, 1L << 63 | 1536).putLong(L2 + 8, 0).putLong(L2 + 24, 2560 | 1);
        // One sector: the bits of the length are 0.
        putLong(L2 + 16, COMPRESSED | PACKED);
        file.put(1536, filled('a')).put(2560, filled('z'));
        pack(filled('c'));
    }

    static byte[] disk() {
        byte[] disk = new byte[DISK_BYTES];
        Arrays.fill(disk, 0, 512, (byte) 'a');
        Arrays.fill(disk, 1024, 1536, (byte) 'c');
        return disk;
    }

    private static byte[] filled(int letter) {
        byte[] bytes = new byte[512];
        Arrays.fill(bytes, (byte) letter);
        return bytes;
    }

    /// Bare deflate where the compressed cluster lies.
    HandmadeQcow2 pack(byte[] plain) {
        byte[] packed = new byte[512];
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(plain);
        deflater.finish();
        deflater.deflate(packed);
        deflater.end();
        file.put(PACKED, packed);
        return this;
    }

    HandmadeQcow2 putInt(int at, int value) {
        file.putInt(at, value);
        return this;
    }

    HandmadeQcow2 putLong(int at, long value) {
        file.putLong(at, value);
        return this;
    }

    byte[] bytes() {
        return file.array().clone();
    }
}
