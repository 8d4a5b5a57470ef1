package dev.slipway.image.ext4;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// The superblock (chapter "The Super Block"). 1024 bytes, little-endian, at byte 1024 of the file system, with
/// copies at the beginning of some groups. Of its fields those that differ between file systems of ours, or that
/// a reader needs.
///
/// @param inodes how many inodes there are
/// @param blocks how many blocks there are
/// @param reservedBlocks how many are kept for root
/// @param freeBlocks how many are free
/// @param freeInodes how many are free
/// @param firstDataBlock the block with the superblock: 0, or 1 where blocks have 1024 bytes
/// @param blockBits the block size as a power of two
/// @param blocksPerGroup how many blocks a group has
/// @param inodesPerGroup how many inodes a group has
/// @param created when it was made
/// @param revision 0 or 1
/// @param inodeBytes the size of an inode
/// @param group the group that this copy stands in
/// @param compatible features that nobody needs to know
/// @param incompatible features that whoever reads must know
/// @param readOnlyCompatible features that whoever writes must know
/// @param uuid the file system's UUID
/// @param label its label
/// @param hashSeed the key of the hashes of names
/// @param descriptorBytes the size of a group descriptor
/// @param firstMetaGroup where `META_BG` begins, in blocks of descriptors
/// @param journalInode a copy of the place and size of the journal
/// @param backupGroups where the copies stand, where `SPARSE_SUPER2` is set
record Superblock(
        long inodes,
        long blocks,
        long reservedBlocks,
        long freeBlocks,
        long freeInodes,
        long firstDataBlock,
        int blockBits,
        long blocksPerGroup,
        long inodesPerGroup,
        Instant created,
        int revision,
        int inodeBytes,
        int group,
        int compatible,
        int incompatible,
        int readOnlyCompatible,
        UUID uuid,
        String label,
        UUID hashSeed,
        int descriptorBytes,
        long firstMetaGroup,
        List<Integer> journalInode,
        List<Integer> backupGroups) {

    static final int SIZE = 1024;
    static final int OFFSET = 1024;
    static final int LABEL_BYTES = 16;
    static final int JOURNAL_INODE_WORDS = 17;
    static final int FIRST_INODE = 11;
    static final String NAME = "ext4 superblock";

    private static final int MAGIC = 0xEF53;
    private static final int MAGIC_OFFSET = 0x38;
    private static final int BLOCK_BITS_MIN = 10;
    private static final int BLOCK_BITS_MAX = 16;
    private static final int CLEAN = 1;
    private static final int CONTINUE_ON_ERRORS = 1;
    private static final int NEVER = 0xFFFF;
    private static final int HALF_MD4 = 1;
    private static final int USER_XATTR_AND_ACL = 0xC;
    private static final int SIGNED_HASH = 1;
    private static final int CRC32C = 1;
    private static final int CHECKSUM_OFFSET = 0x3FC;
    private static final int OLD_INODE_BYTES = 128;
    private static final int OLD_DESCRIPTOR_BYTES = 32;
    private static final int INODE_BYTES_MAX = 1 << 16;

    /// The size of a block.
    int blockBytes() {
        return 1 << blockBits;
    }

    /// How large the file system is.
    long bytes() {
        return blocks << blockBits;
    }

    /// How many groups there are.
    long groups() {
        return Math.ceilDiv(blocks - firstDataBlock, blocksPerGroup);
    }

    boolean has(int incompatibleFeature) {
        return (incompatible & incompatibleFeature) != 0;
    }

    /// The copy for another group.
    Superblock in(int otherGroup) {
        return new Superblock(
                inodes,
                blocks,
                reservedBlocks,
                freeBlocks,
                freeInodes,
                firstDataBlock,
                blockBits,
                blocksPerGroup,
                inodesPerGroup,
                created,
                revision,
                inodeBytes,
                otherGroup,
                compatible,
                incompatible,
                readOnlyCompatible,
                uuid,
                label,
                hashSeed,
                descriptorBytes,
                firstMetaGroup,
                journalInode,
                backupGroups);
    }

    /// Fills 1024 bytes of an array from `offset` on.
    void encode(ByteBuffer out, int offset) {
        ByteBuffer to = out.slice(offset, SIZE).order(out.order());
        int seconds = (int) created.getEpochSecond();
        to.putInt((int) inodes).putInt((int) blocks).putInt((int) reservedBlocks);
        to.putInt((int) freeBlocks).putInt((int) freeInodes).putInt((int) firstDataBlock);
        to.putInt(blockBits - BLOCK_BITS_MIN).putInt(blockBits - BLOCK_BITS_MIN);
        to.putInt((int) blocksPerGroup).putInt((int) blocksPerGroup).putInt((int) inodesPerGroup);
        to.putInt(0).putInt(seconds).putShort((short) 0).putShort((short) NEVER);
        to.putShort((short) MAGIC).putShort((short) CLEAN).putShort((short) CONTINUE_ON_ERRORS);
        to.putShort((short) 0)
                .putInt(seconds)
                .putInt(0)
                .putInt(0)
                .putInt(revision)
                .putInt(0);
        to.putInt(FIRST_INODE).putShort((short) inodeBytes).putShort((short) group);
        to.putInt(compatible).putInt(incompatible).putInt(readOnlyCompatible).put(bytes(uuid));
        to.put(label.getBytes(StandardCharsets.UTF_8));
        to.putInt(0xE0, Inode.JOURNAL);
        to.position(0xEC).put(bytes(hashSeed)).put((byte) HALF_MD4).put((byte) 1);
        to.putShort((short) 0).putInt(USER_XATTR_AND_ACL).putInt(0).putInt(seconds);
        journalInode.forEach(to::putInt);
        to.putShort(0x15C, (short) Inode.EXTRA_BYTES).putShort(0x15E, (short) Inode.EXTRA_BYTES);
        to.putInt(0x160, SIGNED_HASH);
        to.put(0x174, (byte) Ext4Geometry.FLEX_BITS).put(0x175, (byte) CRC32C);
        byte[] summed = new byte[CHECKSUM_OFFSET];
        to.get(0, summed);
        to.putInt(
                CHECKSUM_OFFSET, Checksum.plain().with(summed, 0, summed.length).value());
    }

    static boolean isMagic(ByteBuffer in) {
        return Short.toUnsignedInt(in.getShort(MAGIC_OFFSET)) == MAGIC;
    }

    /// Reads one. What is told of sizes fits together afterwards, and nothing else is believed.
    static Superblock decode(ByteBuffer in) throws MalformedImageException {
        check(
                isMagic(in),
                MAGIC_OFFSET,
                "expected signature 0xEF53, found 0x%04X".formatted(Short.toUnsignedInt(in.getShort(MAGIC_OFFSET))));
        int bits = in.getInt(0x18) + BLOCK_BITS_MIN;
        check(bits >= BLOCK_BITS_MIN && bits <= BLOCK_BITS_MAX, 0x18, "expected blocks of 1 KiB to 64 KiB");
        int incompatible = in.getInt(0x60);
        boolean wide = (incompatible & Features.BIT64) != 0;
        int revision = in.getInt(0x4C);
        long blocks = uint(in, 0x04) | (wide ? uint(in, 0x150) << Integer.SIZE : 0);
        Superblock found = new Superblock(
                uint(in, 0x00),
                blocks,
                uint(in, 0x08),
                uint(in, 0x0C),
                uint(in, 0x10),
                uint(in, 0x14),
                bits,
                uint(in, 0x20),
                uint(in, 0x28),
                Instant.ofEpochSecond(in.getInt(0x108)),
                revision,
                revision == 0 ? OLD_INODE_BYTES : Short.toUnsignedInt(in.getShort(0x58)),
                Short.toUnsignedInt(in.getShort(0x5A)),
                in.getInt(0x5C),
                incompatible,
                in.getInt(0x64),
                uuid(in, 0x68),
                label(in),
                uuid(in, 0xEC),
                wide ? Short.toUnsignedInt(in.getShort(0xFE)) : OLD_DESCRIPTOR_BYTES,
                uint(in, 0x104),
                words(in, 0x10C, JOURNAL_INODE_WORDS),
                words(in, 0x24C, 2));
        found.check();
        return found;
    }

    private void check() throws MalformedImageException {
        check((readOnlyCompatible & Features.BIGALLOC) == 0, 0x64, "feature bigalloc is not read");
        check(
                firstDataBlock == (blockBits == BLOCK_BITS_MIN ? 1 : 0),
                0x14,
                "expected the superblock's own block, found %d".formatted(firstDataBlock));
        check(blocks > firstDataBlock, 0x04, "expected at least 1 block, found %d".formatted(blocks));
        check(
                blocksPerGroup > 0 && blocksPerGroup <= 8L * blockBytes(),
                0x20,
                "expected 1 to %d blocks in a group, found %d".formatted(8L * blockBytes(), blocksPerGroup));
        check(
                inodesPerGroup > 0 && inodesPerGroup <= 8L * blockBytes(),
                0x28,
                "expected 1 to %d inodes in a group, found %d".formatted(8L * blockBytes(), inodesPerGroup));
        check(
                inodeBytes >= OLD_INODE_BYTES
                        && inodeBytes <= INODE_BYTES_MAX
                        && Integer.bitCount(inodeBytes) == 1
                        && inodeBytes <= blockBytes(),
                0x58,
                "expected inodes of a power of two from 128 to a block, found %d bytes".formatted(inodeBytes));
        check(
                descriptorBytes >= OLD_DESCRIPTOR_BYTES
                        && descriptorBytes <= blockBytes()
                        && Integer.bitCount(descriptorBytes) == 1,
                0xFE,
                "expected group descriptors of a power of two from 32 bytes on, found %d".formatted(descriptorBytes));
    }

    private static void check(boolean sound, int at, String problem) throws MalformedImageException {
        if (!sound) {
            throw new MalformedImageException(NAME, (long) OFFSET + at, problem);
        }
    }

    private static long uint(ByteBuffer in, int at) {
        return Integer.toUnsignedLong(in.getInt(at));
    }

    private static List<Integer> words(ByteBuffer in, int at, int count) {
        List<Integer> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(in.getInt(at + i * Integer.BYTES));
        }
        return List.copyOf(words);
    }

    private static String label(ByteBuffer in) {
        byte[] bytes = new byte[LABEL_BYTES];
        in.get(0x78, bytes);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(Arrays.copyOf(bytes, end), StandardCharsets.UTF_8);
    }

    /// A UUID as it stands on the disk: in the order in which it is read.
    static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static UUID uuid(ByteBuffer in, int at) {
        byte[] bytes = new byte[2 * Long.BYTES];
        in.get(at, bytes);
        ByteBuffer big = ByteBuffer.wrap(bytes);
        return new UUID(big.getLong(), big.getLong());
    }
}
