package dev.slipway.image.ext4;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.zip.CRC32C;

/// The checksums of metadata (chapter "Checksums"): CRC32C, neither inverted at the end nor begun anew, so that
/// one which begins with the checksum of the UUID is one over the UUID and what follows.
final class Checksum {

    private final CRC32C crc = new CRC32C();

    private Checksum() {}

    /// One that begins with nothing: the superblock's.
    static Checksum plain() {
        return new Checksum();
    }

    /// One that begins with the file system's UUID.
    static Checksum of(UUID uuid) {
        Checksum checksum = new Checksum();
        checksum.crc.update(Superblock.bytes(uuid));
        return checksum;
    }

    /// One that begins with the UUID, the number of an inode and its generation, which is 0.
    static Checksum of(UUID uuid, long inode) {
        return of(uuid).with(inode).with(0);
    }

    /// With a number of four bytes.
    Checksum with(long number) {
        crc.update(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) number)
                .flip());
        return this;
    }

    /// With bytes of an array.
    Checksum with(byte[] bytes, int offset, int length) {
        crc.update(bytes, offset, length);
        return this;
    }

    /// The 32 bits as they stand on the disk.
    int value() {
        return ~(int) crc.getValue();
    }
}
