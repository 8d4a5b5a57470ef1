package dev.slipway.image.partition;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;

/// A partition record of the MBR (UEFI 2.10, table 5.2). Always 16 bytes. The cylinder, head and sector numbers follow
/// from the LBAs, with the 255 heads and 63 sectors that every BIOS assumes, and are not read back.
///
/// @param active the boot indicator: 0x80 or 0x00
/// @param type the type of the partition, one byte
/// @param firstLba the first sector
/// @param sectors the number of sectors, 0 only where there is no partition
public record MbrPartition(boolean active, int type, long firstLba, long sectors) {

    /// The length on disk, in bytes.
    public static final int SIZE = 16;

    /// No partition.
    public static final MbrPartition NONE = new MbrPartition(false, PartitionType.MBR_EMPTY, 0, 0);

    private static final long UINT32_MAX = 0xFFFF_FFFFL;
    private static final int ACTIVE = 0x80;
    private static final int HEADS = 255;
    private static final int SECTORS_PER_TRACK = 63;
    private static final int CYLINDER_MAX = 1023;

    public MbrPartition {
        if (type < 0 || type > 0xFF) {
            throw new IllegalArgumentException("partition type %d is no byte".formatted(type));
        }
        if (firstLba < 0 || firstLba > UINT32_MAX || sectors < 0 || sectors > UINT32_MAX) {
            throw new IllegalArgumentException(
                    "partition of %d sectors from LBA %d is beyond 32 bits".formatted(sectors, firstLba));
        }
    }

    /// Whether this is no partition at all.
    public boolean isNone() {
        return type == PartitionType.MBR_EMPTY || sectors == 0;
    }

    /// The last sector.
    public long lastLba() {
        return firstLba + sectors - 1;
    }

    void encode(ByteBuffer out) {
        out.put((byte) (active ? ACTIVE : 0));
        if (isNone()) {
            putChs(out, 0, 0, 0);
            out.put((byte) type);
            putChs(out, 0, 0, 0);
        } else {
            putChs(out, firstLba);
            out.put((byte) type);
            putChs(out, lastLba());
        }
        out.putInt((int) firstLba).putInt((int) sectors);
    }

    private void putChs(ByteBuffer out, long lba) {
        long cylinder = lba / ((long) HEADS * SECTORS_PER_TRACK);
        if (cylinder <= CYLINDER_MAX) {
            long track = lba / SECTORS_PER_TRACK;
            putChs(out, (int) cylinder, (int) (track % HEADS), (int) (lba % SECTORS_PER_TRACK) + 1);
        } else if (type == PartitionType.MBR_PROTECTIVE) {
            // UEFI 2.10, table 5.4 wants FF FF FF where everybody else writes the last address of the geometry.
            putChs(out, CYLINDER_MAX, 0xFF, SECTORS_PER_TRACK);
        } else {
            putChs(out, CYLINDER_MAX, HEADS - 1, SECTORS_PER_TRACK);
        }
    }

    private static void putChs(ByteBuffer out, int cylinder, int head, int sector) {
        out.put((byte) head).put((byte) (((cylinder >> 8) << 6) | sector)).put((byte) cylinder);
    }

    static MbrPartition decode(ByteBuffer in, long offset) throws MalformedImageException {
        int indicator = Byte.toUnsignedInt(in.get());
        if (indicator != 0 && indicator != ACTIVE) {
            throw new MalformedImageException(
                    "MBR partition record",
                    offset,
                    "expected boot indicator 0x00 or 0x80, found 0x%02x".formatted(indicator));
        }
        in.position(in.position() + 3);
        int type = Byte.toUnsignedInt(in.get());
        in.position(in.position() + 3);
        long firstLba = Integer.toUnsignedLong(in.getInt());
        return new MbrPartition(indicator == ACTIVE, type, firstLba, Integer.toUnsignedLong(in.getInt()));
    }
}
