package dev.slipway.image.ext4;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Puts the content of a file together: by its extents, or by the pointers of ext2 and ext3. What has no block is
/// zeros.
///
/// Blocks come in the order of the content and none twice, so that a ring ends; and no more nodes are read than
/// the file system has blocks.
final class FileBlocks {

    private static final String POINTERS = "ext4 indirect block";
    private static final String CONTENT = "ext4 file";
    private static final int DIRECT = 12;
    private static final int LEVELS = 3;
    private static final long LOGICAL_MAX = 1L << 32;
    /// Those of a file of a tebibyte are a quarter of this.
    private static final int NODES_MAX = 1 << 20;

    private final VolumeInodes inodes;
    private final Image image;
    private final long size;
    private final int bits;
    private final List<Image> parts = new ArrayList<>();
    private long done;
    private long nodesRead;
    private long runStart;
    private long runBytes;

    private FileBlocks(VolumeInodes inodes, Image image, long size) {
        this.inodes = inodes;
        this.image = image;
        this.size = size;
        bits = inodes.superblock().blockBits();
    }

    /// The content of an inode.
    static Image of(VolumeInodes inodes, Image image, Inode inode) throws IOException {
        FileBlocks blocks = new FileBlocks(inodes, image, inode.size());
        if (inode.size() < 0 || inode.size() > LOGICAL_MAX << blocks.bits) {
            throw new MalformedImageException(
                    "ext4 inode", 0, "expected a size up to 2^32 blocks, found %d bytes".formatted(inode.size()));
        }
        ByteBuffer root = ByteBuffer.wrap(inode.block()).order(ByteOrder.LITTLE_ENDIAN);
        if ((inode.flags() & Inode.EXTENTS) != 0) {
            blocks.addNode(root, 0, ExtentHeader.DEPTH_MAX + 1);
        } else {
            blocks.addPointers(root);
        }
        blocks.fillTo(inode.size());
        blocks.endRun();
        return Image.concat(blocks.parts);
    }

    /// @param depthBelow the node's depth is less than this
    private void addNode(ByteBuffer in, long offset, int depthBelow) throws IOException {
        ExtentHeader header = ExtentHeader.decode(in, offset);
        if (header.depth() >= depthBelow) {
            throw new MalformedImageException(
                    ExtentHeader.NAME,
                    offset,
                    "expected a depth below %d, found %d".formatted(depthBelow, header.depth()));
        }
        for (int i = 0; i < header.entries(); i++) {
            if (header.depth() == 0) {
                addExtent(FileExtent.decode(in), offset);
            } else {
                ExtentIndex index = ExtentIndex.decode(in);
                long at = inodes.offsetOf(ExtentHeader.NAME, index.node());
                addNode(node(ExtentHeader.NAME, at), at, header.depth());
            }
        }
    }

    private void addExtent(FileExtent extent, long offset) throws IOException {
        long start = extent.logical() << bits;
        if (start < done || extent.length() == 0) {
            throw new MalformedImageException(
                    ExtentHeader.NAME,
                    offset,
                    "expected extents in order, found block %d of the file behind byte %d"
                            .formatted(extent.logical(), done));
        }
        // What is set aside behind the end is none of the content.
        if (start < size && extent.written()) {
            fillTo(start);
            add(extent.start(), extent.length());
        }
    }

    private void addPointers(ByteBuffer block) throws IOException {
        for (int i = 0; i < DIRECT; i++) {
            addPointer(block.getInt(i * Integer.BYTES), i, 0);
        }
        int perBlock = inodes.superblock().blockBytes() / Integer.BYTES;
        long logical = DIRECT;
        long covered = 1;
        for (int level = 1; level <= LEVELS; level++) {
            covered *= perBlock;
            addPointer(block.getInt((DIRECT + level - 1) * Integer.BYTES), logical, level);
            logical += covered;
        }
    }

    private void addPointer(int pointer, long logical, int level) throws IOException {
        long start = logical << bits;
        if (pointer == 0 || start >= size) {
            return;
        }
        long block = Integer.toUnsignedLong(pointer);
        if (level == 0) {
            fillTo(start);
            add(block, 1);
            return;
        }
        ByteBuffer node = node(POINTERS, inodes.offsetOf(POINTERS, block));
        int perBlock = node.limit() / Integer.BYTES;
        long covered = 1;
        for (int i = 1; i < level; i++) {
            covered *= perBlock;
        }
        for (int i = 0; i < perBlock; i++) {
            addPointer(node.getInt(i * Integer.BYTES), logical + i * covered, level - 1);
        }
    }

    private ByteBuffer node(String structure, long offset) throws IOException {
        nodesRead++;
        if (nodesRead > Math.min(NODES_MAX, inodes.superblock().blocks())) {
            throw new MalformedImageException(
                    structure, offset, "expected a tree, found a ring, or more than 2^20 nodes");
        }
        ImageReader reader = inodes.image();
        return reader.read(structure, offset, inodes.superblock().blockBytes());
    }

    private void add(long block, long count) throws MalformedImageException {
        long from = inodes.offsetOf(CONTENT, block);
        inodes.offsetOf(CONTENT, block + count - 1);
        long length = Math.min(count << bits, size - done);
        if (from > image.size() - length) {
            throw new MalformedImageException(CONTENT, from, "expected %d bytes, but the image ends".formatted(length));
        }
        if (runBytes == 0 || from != runStart + runBytes) {
            endRun();
            runStart = from;
        }
        runBytes += length;
        done += length;
    }

    /// Blocks one behind another are one part: pointers name each of them.
    private void endRun() {
        if (runBytes > 0) {
            parts.add(image.slice(runStart, runBytes));
        }
        runBytes = 0;
    }

    private void fillTo(long end) {
        long until = Math.min(end, size);
        if (until > done) {
            endRun();
            parts.add(Image.zeros(until - done));
            done = until;
        }
    }
}
