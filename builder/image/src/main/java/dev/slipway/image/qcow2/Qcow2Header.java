package dev.slipway.image.qcow2;

import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The header (qcow2 image file format, "Header"). 72 bytes in version 2, from 104 on in version 3, big-endian. What
/// only matters to who writes is left out: counts of references, and the list of snapshots.
///
/// @param version 2 or 3
/// @param clusterBits the size of a cluster is 1 shifted by these
/// @param size of the disk, in bytes
/// @param l1Size entries of the level 1 table
/// @param l1Offset where it begins
/// @param zstd whether compressed clusters are zstd frames; deflate otherwise
record Qcow2Header(int version, int clusterBits, long size, int l1Size, long l1Offset, boolean zstd) {

    static final String NAME = "qcow2 header";

    /// 64 TiB.
    static final long SIZE_MAX = 1L << 46;

    private static final int MAGIC = 0x514649FB;
    private static final int VERSION_2_BYTES = 72;
    private static final int VERSION_3_BYTES = 104;
    private static final int COMPRESSION_TYPE_OFFSET = 104;
    private static final int CLUSTER_BITS_MIN = 9;
    private static final int CLUSTER_BITS_MAX = 21;

    /// As QEMU has it: 32 MiB.
    private static final int L1_SIZE_MAX = 4 << 20;

    private static final long FEATURE_DIRTY = 1;
    private static final long FEATURE_CORRUPT = 1 << 1;
    private static final long FEATURE_EXTERNAL_DATA = 1 << 2;
    private static final long FEATURE_COMPRESSION_TYPE = 1 << 3;
    private static final long FEATURE_EXTENDED_L2 = 1 << 4;

    int clusterBytes() {
        return 1 << clusterBits;
    }

    /// Entries of a level 2 table, which takes a cluster.
    int l2Size() {
        return clusterBytes() / Long.BYTES;
    }

    static Qcow2Header read(ImageReader file) throws IOException {
        ByteBuffer in = file.read(NAME, 0, VERSION_2_BYTES).order(ByteOrder.BIG_ENDIAN);
        int magic = in.getInt(0);
        if (magic != MAGIC) {
            throw malformed(0, "expected magic number %08x, found %08x".formatted(MAGIC, magic));
        }
        int version = in.getInt(4);
        if (version != 2 && version != 3) {
            throw malformed(4, "expected version 2 or 3, found %s".formatted(Integer.toUnsignedString(version)));
        }
        if (in.getLong(8) != 0) {
            throw malformed(8, "the image holds only what differs from a backing file: convert it to one of its own");
        }
        if (in.getInt(32) != 0) {
            throw malformed(32, "the image is encrypted");
        }
        boolean zstd = version == 3 && readFeatures(file);
        Qcow2Header header =
                new Qcow2Header(version, in.getInt(20), in.getLong(24), in.getInt(36), in.getLong(40), zstd);
        header.check(file.size());
        return header;
    }

    /// Refuses what is not known.
    ///
    /// @return whether the compression is zstd
    private static boolean readFeatures(ImageReader file) throws IOException {
        ByteBuffer in = file.read(NAME, 0, VERSION_3_BYTES).order(ByteOrder.BIG_ENDIAN);
        long features = in.getLong(72);
        if ((features & FEATURE_CORRUPT) != 0) {
            throw malformed(72, "the image says that it is corrupt: repair it with qemu-img check -r all");
        }
        if ((features & FEATURE_EXTERNAL_DATA) != 0) {
            throw malformed(72, "the image keeps its data in another file: convert it to one of its own");
        }
        if ((features & FEATURE_EXTENDED_L2) != 0) {
            throw malformed(72, "the image has subclusters (extended_l2), which are not read: convert it");
        }
        if ((features & ~(FEATURE_DIRTY | FEATURE_COMPRESSION_TYPE)) != 0) {
            throw malformed(72, "the image has features that are not known: 0x%x".formatted(features));
        }
        if ((features & FEATURE_COMPRESSION_TYPE) == 0) {
            return false;
        }
        int type = file.read(NAME, COMPRESSION_TYPE_OFFSET, 1).get(0) & 0xFF;
        if (type > 1) {
            throw malformed(COMPRESSION_TYPE_OFFSET, "expected compression 0 or 1, found " + type);
        }
        return type == 1;
    }

    private void check(long fileBytes) throws MalformedImageException {
        if (clusterBits < CLUSTER_BITS_MIN || clusterBits > CLUSTER_BITS_MAX) {
            throw malformed(
                    20,
                    "expected 9 to 21 bits of a cluster's size, found %s"
                            .formatted(Integer.toUnsignedString(clusterBits)));
        }
        if (size < 0 || size > SIZE_MAX) {
            throw malformed(24, "a disk of %s bytes is more than %d".formatted(Long.toUnsignedString(size), SIZE_MAX));
        }
        long needed = Math.ceilDiv(size, (long) clusterBytes() * l2Size());
        if (l1Size < needed || l1Size > L1_SIZE_MAX) {
            throw malformed(
                    36,
                    "expected %d to %d entries of the level 1 table for a disk of %d bytes, found %s"
                            .formatted(needed, L1_SIZE_MAX, size, Integer.toUnsignedString(l1Size)));
        }
        if (l1Offset < 0
                || l1Offset % clusterBytes() != 0
                || (l1Offset == 0 && l1Size > 0)
                || l1Offset > fileBytes - (long) l1Size * Long.BYTES) {
            throw malformed(
                    40,
                    "a level 1 table of %d entries at byte %s, but the file ends at byte %d"
                            .formatted(l1Size, Long.toUnsignedString(l1Offset), fileBytes));
        }
    }

    private static MalformedImageException malformed(int offset, String problem) {
        return new MalformedImageException(NAME, offset, problem);
    }
}
