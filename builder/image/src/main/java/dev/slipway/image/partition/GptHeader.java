package dev.slipway.image.partition;

import static java.util.Objects.requireNonNull;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// The GPT header (UEFI 2.10, table 5.5), in LBA 1 and once more in the last sector. 92 bytes, little-endian;
/// signature, revision, size and CRC-32 are added when it is encoded and checked when it is decoded.
///
/// @param myLba the sector of this header
/// @param alternateLba the sector of the other one
/// @param firstUsableLba the first sector that a partition may have
/// @param lastUsableLba the last sector that a partition may have, inclusive
/// @param diskGuid the disk's GUID
/// @param entriesLba where the partition array begins
/// @param entryCount how many entries it has
/// @param entrySize the size of an entry, in bytes
/// @param entriesCrc the CRC-32 of the array, 32 bits
public record GptHeader(
        long myLba,
        long alternateLba,
        long firstUsableLba,
        long lastUsableLba,
        Guid diskGuid,
        long entriesLba,
        int entryCount,
        int entrySize,
        long entriesCrc) {

    /// The length on disk, in bytes.
    public static final int SIZE = 92;

    static final int ENTRY_COUNT_MAX = 1024;
    static final int ENTRY_BYTES_MAX = 4096;

    private static final String NAME = "GPT header";
    private static final String SIGNATURE = "EFI PART";
    private static final int REVISION = 0x0001_0000;
    private static final int CRC_OFFSET = 16;

    public GptHeader {
        requireNonNull(diskGuid, "diskGuid is null");
        if (entryCount < 1 || entryCount > ENTRY_COUNT_MAX) {
            throw new IllegalArgumentException("%d entries are not 1 to %d".formatted(entryCount, ENTRY_COUNT_MAX));
        }
        if (entrySize < GptPartition.SIZE || entrySize > ENTRY_BYTES_MAX || Integer.bitCount(entrySize) != 1) {
            throw new IllegalArgumentException(
                    "entries of %d bytes, not 128 times a power of two up to 4096".formatted(entrySize));
        }
    }

    /// The length of the partition array, in bytes.
    int entriesBytes() {
        return entryCount * entrySize;
    }

    /// The length of the partition array, in whole sectors.
    long entriesSectors() {
        return Math.ceilDiv((long) entriesBytes(), GptTable.SECTOR_BYTES);
    }

    /// Puts one sector.
    void encode(ByteBuffer out) {
        int start = out.position();
        out.put(SIGNATURE.getBytes(StandardCharsets.US_ASCII));
        out.putInt(REVISION).putInt(SIZE).putInt(0).putInt(0);
        out.putLong(myLba).putLong(alternateLba).putLong(firstUsableLba).putLong(lastUsableLba);
        diskGuid.encode(out);
        out.putLong(entriesLba).putInt(entryCount).putInt(entrySize).putInt((int) entriesCrc);
        out.putInt(start + CRC_OFFSET, (int) crc(out.slice(start, SIZE)));
        out.position(start + GptTable.SECTOR_BYTES);
    }

    /// @param offset where the sector lies on the disk, in bytes, for messages
    static GptHeader decode(ByteBuffer sector, long offset) throws MalformedImageException {
        byte[] signature = new byte[SIGNATURE.length()];
        sector.get(0, signature);
        String found = new String(signature, StandardCharsets.ISO_8859_1);
        if (!found.equals(SIGNATURE)) {
            throw new MalformedImageException(
                    NAME, offset, "expected signature '%s', found '%s'".formatted(SIGNATURE, printable(found)));
        }
        checkIntegrity(sector, offset);
        ByteBuffer in = sector.slice(24, SIZE - 24).order(sector.order());
        long myLba = in.getLong();
        long alternateLba = in.getLong();
        long firstUsableLba = in.getLong();
        long lastUsableLba = in.getLong();
        Guid diskGuid = Guid.decode(in);
        long entriesLba = in.getLong();
        int count = in.getInt();
        int size = in.getInt();
        long entriesCrc = Integer.toUnsignedLong(in.getInt());
        try {
            return new GptHeader(
                    myLba, alternateLba, firstUsableLba, lastUsableLba, diskGuid, entriesLba, count, size, entriesCrc);
        } catch (IllegalArgumentException e) {
            throw new MalformedImageException(NAME, offset, String.valueOf(e.getMessage()));
        }
    }

    private static void checkIntegrity(ByteBuffer sector, long offset) throws MalformedImageException {
        int size = sector.getInt(12);
        if (size < SIZE || size > GptTable.SECTOR_BYTES) {
            throw new MalformedImageException(
                    NAME,
                    offset + 12,
                    "expected a size of 92 to 512, found %s".formatted(Integer.toUnsignedString(size)));
        }
        byte[] covered = new byte[size];
        sector.get(0, covered);
        ByteBuffer zeroed = ByteBuffer.wrap(covered).putInt(CRC_OFFSET, 0);
        long stored = Integer.toUnsignedLong(sector.getInt(CRC_OFFSET));
        long actual = crc(zeroed);
        if (stored != actual) {
            throw new MalformedImageException(
                    NAME, offset + CRC_OFFSET, "expected CRC-32 %08x, found %08x".formatted(actual, stored));
        }
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", ".");
    }

    static long crc(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
