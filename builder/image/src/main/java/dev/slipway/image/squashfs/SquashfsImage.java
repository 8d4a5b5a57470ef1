package dev.slipway.image.squashfs;

import dev.slipway.image.Image;
import dev.slipway.image.ImageWriter.Progress;
import dev.slipway.image.WholeFile;
import dev.slipway.image.compression.BlockCompressor;
import dev.slipway.image.tree.Directory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/// Writes squashfs images. Unlike the other formats it cannot be planned without its data, because nobody knows where a
/// compressed block ends before it is compressed: so it goes straight to a file, which is an [Image] from then on.
///
/// The same tree and options give the same bytes, whatever the number of threads.
public final class SquashfsImage {

    /// Loop devices want whole blocks.
    private static final int PADDING_BYTES = 4096;

    private final SquashfsOptions options;
    private final FileChannel channel;
    private long position;

    private SquashfsImage(SquashfsOptions options, FileChannel channel) {
        this.options = options;
        this.channel = channel;
    }

    /// Writes a tree to a file that appears only when it is complete.
    public static Image write(Directory tree, SquashfsOptions options, Path target) throws IOException {
        return write(tree, options, target, Progress.NONE);
    }

    /// As [#write(Directory, SquashfsOptions, Path)], telling how many bytes of the distinct contents are written.
    ///
    /// Of the extended attributes those of the namespaces `user`, `trusted` and `security` are kept; the format has
    /// no place for others.
    ///
    /// @throws IllegalArgumentException where the tree does not fit the format: more than 65,535 owners and groups
    public static Image write(Directory tree, SquashfsOptions options, Path target, Progress progress)
            throws IOException {
        try (WholeFile file = WholeFile.beside(target)) {
            new SquashfsImage(options, file.channel()).write(new TreePlan(tree), progress);
            file.complete();
        }
        return Image.ofFile(target);
    }

    private void write(TreePlan plan, Progress progress) throws IOException {
        byte[] compressorOptions = CompressorOptions.encode(options);
        position = Superblock.SIZE;
        append(ByteBuffer.wrap(compressorOptions));
        Contents contents = Contents.write(plan.files(), options, channel, position, progress);
        position = contents.blocks().end();
        Superblock superblock = writeTables(plan, contents);
        long padding = -position & PADDING_BYTES - 1;
        append(ByteBuffer.allocate((int) padding));
        position = 0;
        append(ByteBuffer.wrap(superblock.encode()));
    }

    private Superblock writeTables(TreePlan plan, Contents contents) throws IOException {
        try (BlockCompressor compressor = options.compression().compressor(MetadataWriter.BLOCK_BYTES)) {
            TreeWriter.Tables tables = TreeWriter.write(plan, contents, options, compressor);
            long inodeTable = append(tables.inodes());
            long directoryTable = append(tables.directories());
            List<FragmentEntry> fragments = contents.fragmentEntries();
            long fragmentTable = append(IndexedTable.encode(encode(fragments), compressor, position));
            long exportTable = options.exportable()
                    ? append(IndexedTable.encode(tables.exports(), compressor, position))
                    : Superblock.ABSENT;
            long idTable = append(IndexedTable.encode(tables.ids().encode(), compressor, position));
            XattrTable.Encoded xattrs = tables.xattrs().encode(compressor, position);
            if (xattrs != null) {
                append(xattrs.bytes());
            }
            return new Superblock(
                    plan.inodes(),
                    TreeWriter.seconds(options.modified()),
                    options.blockBytes(),
                    fragments.size(),
                    options.compression().method(),
                    flags(),
                    tables.ids().size(),
                    tables.root().packed(),
                    position,
                    idTable,
                    xattrs == null ? Superblock.ABSENT : xattrs.header(),
                    inodeTable,
                    directoryTable,
                    fragmentTable,
                    exportTable);
        }
    }

    private static ByteBuffer encode(List<FragmentEntry> fragments) {
        ByteBuffer bytes =
                ByteBuffer.allocate(fragments.size() * FragmentEntry.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        fragments.forEach(fragment -> fragment.encode(bytes));
        return bytes.flip();
    }

    private int flags() {
        int fragments = switch (options.fragments()) {
            case NONE -> Superblock.NO_FRAGMENTS;
            case SMALL_FILES -> 0;
            case ALL_TAILS -> Superblock.ALWAYS_FRAGMENTS;
        };
        return fragments
                | (options.exportable() ? Superblock.EXPORTABLE : 0)
                | Superblock.DUPLICATES_STORED_ONCE
                | Superblock.COMPRESSOR_OPTIONS;
    }

    /// Appends a table.
    ///
    /// @return where the index of the table stands
    private long append(IndexedTable table) throws IOException {
        append(table.blocks());
        return append(table.index());
    }

    /// Appends bytes.
    ///
    /// @return where the bytes stand
    private long append(ByteBuffer bytes) throws IOException {
        long start = position;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
        return start;
    }
}
