package dev.slipway.image.squashfs;

import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.compression.BlockDecompressor;
import dev.slipway.image.compression.MalformedBlockException;
import java.io.IOException;
import java.util.Arrays;

/// Reads data blocks and fragment blocks in plain.
final class DataReader {

    private static final String NAME = "squashfs data block";

    private final ImageReader image;
    private final BlockDecompressor decompressor;
    private final int blockBytes;
    private final long bytesUsed;
    private final TableReader fragments;

    /// The fragment block read last: files in a row share one.
    private final byte[] fragment;

    private long fragmentNumber = -1;
    private int fragmentBytes;

    DataReader(ImageReader image, BlockDecompressor decompressor, MetadataReader metadata, Superblock superblock) {
        this.image = image;
        this.decompressor = decompressor;
        blockBytes = superblock.blockBytes();
        bytesUsed = superblock.bytesUsed();
        fragment = new byte[blockBytes];
        fragments = new TableReader(
                image,
                metadata,
                "squashfs fragment table",
                superblock.fragmentTable(),
                superblock.fragments(),
                FragmentEntry.SIZE);
    }

    int blockBytes() {
        return blockBytes;
    }

    /// Fills `target` with a block of a file.
    ///
    /// @param size see [BlockSize]
    /// @param target exactly as long as the block is in plain
    void readBlock(long start, int size, byte[] target) throws IOException {
        if (size == BlockSize.HOLE) {
            Arrays.fill(target, (byte) 0);
            return;
        }
        int count = read(start, size, target);
        if (count != target.length) {
            throw new MalformedImageException(
                    NAME, start, "expected %d bytes, found %d".formatted(target.length, count));
        }
    }

    /// Fills `target` with the end of a file that shares a block.
    void readFragment(long number, long offset, byte[] target) throws IOException {
        if (number != fragmentNumber) {
            FragmentEntry entry = FragmentEntry.decode(fragments.entry(number));
            fragmentNumber = -1;
            fragmentBytes = read(entry.start(), entry.blockSize(), fragment);
            fragmentNumber = number;
        }
        if (offset > fragmentBytes - target.length) {
            throw new MalformedImageException(
                    "squashfs fragment table",
                    fragments.index(),
                    "expected bytes %d to %d in block %d, found %d bytes"
                            .formatted(offset, offset + target.length, number, fragmentBytes));
        }
        System.arraycopy(fragment, (int) offset, target, 0, target.length);
    }

    private int read(long start, int size, byte[] target) throws IOException {
        int bytes = BlockSize.bytes(size);
        if (bytes > blockBytes || start < 0 || start > bytesUsed - bytes) {
            throw new MalformedImageException(
                    NAME,
                    start,
                    "expected at most %d bytes before byte %d, found %d".formatted(blockBytes, bytesUsed, bytes));
        }
        if (!BlockSize.isCompressed(size)) {
            int count = Math.min(bytes, target.length);
            image.read(start, target, 0, count);
            return bytes;
        }
        byte[] stored = image.read(NAME, start, bytes).array();
        try {
            return decompressor.decompress(stored, 0, bytes, target);
        } catch (MalformedBlockException e) {
            var malformed = new MalformedImageException(NAME, start, String.valueOf(e.getMessage()));
            malformed.initCause(e);
            throw malformed;
        }
    }
}
