package dev.slipway.image.ext4;

import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Finds the inodes of a file system that somebody made, by the descriptors of its groups.
final class VolumeInodes {

    private static final String NAME = "ext4 inode";
    private static final String DESCRIPTOR = "ext4 group descriptor";

    private final ImageReader image;
    private final Superblock superblock;

    VolumeInodes(ImageReader image, Superblock superblock) {
        this.image = image;
        this.superblock = superblock;
    }

    Superblock superblock() {
        return superblock;
    }

    ImageReader image() {
        return image;
    }

    /// Where an inode lies, in bytes.
    long offsetOf(long number) throws IOException {
        if (number < 1 || number > superblock.inodes()) {
            throw new MalformedImageException(
                    NAME, 0, "expected a number from 1 to %d, found %d".formatted(superblock.inodes(), number));
        }
        long group = (number - 1) / superblock.inodesPerGroup();
        long index = (number - 1) % superblock.inodesPerGroup();
        if (group >= superblock.groups()) {
            throw new MalformedImageException(
                    NAME, 0, "expected one of %d groups, found number %d".formatted(superblock.groups(), number));
        }
        ByteBuffer descriptor = image.read(DESCRIPTOR, descriptorOffset(group), superblock.descriptorBytes());
        long table = GroupDescriptor.inodeTable(descriptor, superblock.has(Features.BIT64));
        return offsetOf(NAME, table) + index * superblock.inodeBytes();
    }

    /// The bytes of an inode.
    ByteBuffer read(long number) throws IOException {
        return image.read(NAME, offsetOf(number), superblock.inodeBytes());
    }

    /// Where a block lies, in bytes.
    long offsetOf(String structure, long block) throws MalformedImageException {
        if (block <= 0 || block >= superblock.blocks()) {
            throw new MalformedImageException(
                    structure, 0, "expected a block from 1 to %d, found %d".formatted(superblock.blocks() - 1, block));
        }
        return block << superblock.blockBits();
    }

    /// With `META_BG` the descriptors lie in the groups that they describe, a block of them in each so many.
    private long descriptorOffset(long group) throws MalformedImageException {
        int perBlock = superblock.blockBytes() / superblock.descriptorBytes();
        long blockOfAll = group / perBlock;
        long within = group % perBlock * superblock.descriptorBytes();
        if (!superblock.has(Features.META_BG) || blockOfAll < superblock.firstMetaGroup()) {
            return offsetOf(DESCRIPTOR, superblock.firstDataBlock() + 1 + blockOfAll) + within;
        }
        long first = blockOfAll * perBlock;
        long start = superblock.firstDataBlock() + first * superblock.blocksPerGroup();
        return offsetOf(DESCRIPTOR, start + (hasBackup(first) ? 1 : 0)) + within;
    }

    private boolean hasBackup(long group) {
        if (group == 0) {
            return true;
        }
        if ((superblock.compatible() & Features.SPARSE_SUPER2) != 0) {
            return superblock.backupGroups().contains((int) group);
        }
        return (superblock.readOnlyCompatible() & Features.SPARSE_SUPER) == 0 || Features.isSparse(group);
    }
}
