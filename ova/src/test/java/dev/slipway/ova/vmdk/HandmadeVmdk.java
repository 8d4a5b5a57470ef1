package dev.slipway.ova.vmdk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.slipway.image.Image;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Deflater;

/// A small streamOptimized file, put together byte by byte from the specification and without the code that is tested:
/// three grains of 4 KiB full of 'a', 'b' and 'c', each of which takes one sector. Tests break it where they like.
final class HandmadeVmdk {

    static final int GRAIN_BYTES = 4096;
    static final int HEADER = 0;
    static final int DESCRIPTOR = 512;
    static final int GRAINS = 3 * 512;
    static final int TABLE = 7 * 512;
    static final int DIRECTORY = 9 * 512;
    static final int FOOTER_MARKER = 10 * 512;
    static final int FOOTER = 11 * 512;
    static final int END_OF_STREAM = 12 * 512;
    static final int SIZE = 13 * 512;

    /// Offsets within the header.
    static final int CAPACITY = 12;

    static final int GRAIN_SIZE = 20;
    static final int DESCRIPTOR_OFFSET = 28;
    static final int DESCRIPTOR_SIZE = 36;
    static final int TABLE_ENTRIES = 44;
    static final int DIRECTORY_OFFSET = 56;
    static final int OVERHEAD = 64;

    private final ByteBuffer file = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);

    HandmadeVmdk() {
        header(HEADER, -1);
        descriptor(DESCRIPTOR_TEXT);
        for (int i = 0; i < 3; i++) {
            grain(i, 8L * i, filled('a' + i));
            file.putInt(TABLE + 4 * i, 3 + i);
        }
        marker(6, 1, 1);
        marker(8, 1, 2);
        file.putInt(DIRECTORY, 7);
        marker(10, 1, 3);
        header(FOOTER, 9);
        marker(12, 0, 0);
    }

    static final String DESCRIPTOR_TEXT = """
            # Disk DescriptorFile
            version=1
            CID=c0ffee01
            parentCID=ffffffff
            createType="streamOptimized"
            RDONLY 24 SPARSE "x.vmdk"
            ddb.adapterType = "lsilogic"
            """;

    static byte[] filled(int letter) {
        byte[] bytes = new byte[GRAIN_BYTES];
        Arrays.fill(bytes, (byte) letter);
        return bytes;
    }

    /// The disk that it holds.
    static byte[] disk() {
        ByteArrayOutputStream disk = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            disk.writeBytes(filled('a' + i));
        }
        return disk.toByteArray();
    }

    private void header(int at, long directory) {
        file.put(at, header(3, 0x30001, 0, directory, 3, 1));
    }

    private static byte[] header(int version, int flags, long redundant, long directory, long overhead, int deflate) {
        ByteBuffer header = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        header.put("KDMV".getBytes(US_ASCII)).putInt(version).putInt(flags);
        header.putLong(24).putLong(8).putLong(1).putLong(2);
        header.putInt(128).putLong(redundant).putLong(directory).putLong(overhead);
        header.put((byte) 0).put("\n \r\n".getBytes(US_ASCII)).putShort((short) deflate);
        return header.array();
    }

    /// The same disk as monolithicSparse: directory and table with a redundant pair before the grains, no markers. The
    /// second grain is left out, the third is zeroed.
    ///
    /// @param deflated whether its only grain is
    static byte[] monolithic(boolean deflated) {
        ByteBuffer file = ByteBuffer.allocate(16 * 512).order(ByteOrder.LITTLE_ENDIAN);
        file.put(header(deflated ? 3 : 2, deflated ? 0x10007 : 7, 3, 5, 7, deflated ? 1 : 0));
        file.put(DESCRIPTOR_TEXT.replace("streamOptimized", "monolithicSparse").getBytes(US_ASCII));
        file.putInt(3 * 512, 4).putInt(5 * 512, 6);
        for (int table : new int[] {4 * 512, 6 * 512}) {
            file.putInt(table, 8).putInt(table + 8, 1);
        }
        return file.put(8 * 512, deflated ? deflated(filled('a')) : filled('a')).array();
    }

    private static byte[] deflated(byte[] plain) {
        byte[] packed = new byte[500];
        Deflater deflater = new Deflater();
        deflater.setInput(plain);
        deflater.finish();
        int length = deflater.deflate(packed);
        deflater.end();
        return Arrays.copyOf(packed, length);
    }

    HandmadeVmdk descriptor(String text) {
        file.put(DESCRIPTOR, new byte[1024]).put(DESCRIPTOR, text.getBytes(US_ASCII));
        return this;
    }

    /// A grain in the sector of the file that is its own.
    HandmadeVmdk grain(int index, long lba, byte[] plain) {
        byte[] packed = deflated(plain);
        int at = GRAINS + 512 * index;
        file.put(at, new byte[512])
                .putLong(at, lba)
                .putInt(at + 8, packed.length)
                .put(at + 12, packed);
        return this;
    }

    private void marker(int sector, long sectors, int type) {
        file.putLong(512 * sector, sectors).putInt(512 * sector + 12, type);
    }

    HandmadeVmdk putInt(int at, int value) {
        file.putInt(at, value);
        return this;
    }

    HandmadeVmdk putLong(int at, long value) {
        file.putLong(at, value);
        return this;
    }

    /// In header and footer.
    HandmadeVmdk putBoth(int field, long value) {
        return putLong(HEADER + field, value).putLong(FOOTER + field, value);
    }

    byte[] bytes() {
        return file.array().clone();
    }

    Image image() {
        return Image.ofBytes(bytes());
    }
}
