package dev.slipway.image.squashfs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// The content of a file, a block at a time.
final class FileStream extends InputStream {

    private final DataReader data;
    private final FileInode inode;
    private final MetadataCursor blockSizes;
    private final long blocks;

    private long nextBlock;
    private long nextStart;
    private long left;
    private byte[] block = new byte[0];
    private int position;

    FileStream(DataReader data, SquashfsEntry.File file) {
        this.data = data;
        inode = file.record();
        blockSizes = file.blockSizes();
        blocks = inode.blocks(data.blockBytes());
        nextStart = inode.start();
        left = inode.bytes();
    }

    @Override
    public int read() throws IOException {
        return fill() ? block[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, block.length - position);
        System.arraycopy(block, position, target, from, count);
        position += count;
        return count;
    }

    /// Brings the next block when the current one is used up; false at the end of the file.
    private boolean fill() throws IOException {
        if (position < block.length) {
            return true;
        }
        if (left == 0) {
            return false;
        }
        int bytes = (int) Math.min(left, data.blockBytes());
        if (block.length != bytes) {
            block = new byte[bytes];
        }
        // Set first: after a failure there is nothing to be read.
        position = bytes;
        if (nextBlock < blocks) {
            int size = blockSizes.read(Integer.BYTES).getInt();
            data.readBlock(nextStart, size, block);
            nextStart += BlockSize.bytes(size);
            nextBlock++;
        } else {
            data.readFragment(inode.fragment(), inode.fragmentOffset(), block);
        }
        position = 0;
        left -= bytes;
        return true;
    }
}
