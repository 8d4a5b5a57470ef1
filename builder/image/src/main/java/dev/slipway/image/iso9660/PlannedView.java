package dev.slipway.image.iso9660;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The file system as it is seen from one block on: path tables and directories of each hierarchy, with the blocks
/// where they lie.
final class PlannedView {

    private final long base;
    private final List<Part> parts = new ArrayList<>();
    private final @Nullable Directory siteDirectory;
    private long tablesBlock;
    private long tablesEnd;

    /// @param base the block of the image from which the view counts
    /// @param siteDirectory the directory that lies in the site area, null where there is none
    PlannedView(long base, List<PlannedHierarchy> hierarchies, @Nullable Directory siteDirectory) {
        this.base = base;
        this.siteDirectory = siteDirectory;
        for (PlannedHierarchy hierarchy : hierarchies) {
            parts.add(new Part(hierarchy, base));
        }
    }

    long base() {
        return base;
    }

    /// Where the path tables begin.
    long tablesBlock() {
        return tablesBlock;
    }

    /// Gives path tables and directories their blocks, all but the site directory.
    ///
    /// @return the block behind
    long placeTables(long start) {
        tablesBlock = start;
        long next = start;
        for (Part part : parts) {
            part.littleTableBlock = next;
            part.bigTableBlock = next + part.pathTable.blocks();
            next += 2 * part.pathTable.blocks();
        }
        for (Part part : parts) {
            for (PlannedDirectory directory : part.hierarchy.directories()) {
                if (directory.directory() != siteDirectory) {
                    part.blocks.place(directory, next);
                    next += directory.blocks();
                }
            }
        }
        tablesEnd = next;
        return next;
    }

    /// Gives the site directory of each hierarchy its blocks.
    ///
    /// @return the block behind
    long placeSiteDirectories(long start) {
        long next = start;
        for (Part part : parts) {
            PlannedDirectory directory = part.siteDirectory();
            part.blocks.place(directory, next);
            next += directory.blocks();
        }
        return next;
    }

    /// What [#placeTables] placed.
    Image encodeTables() {
        byte[] bytes = new byte[Math.toIntExact((tablesEnd - tablesBlock) * Blocks.BLOCK_BYTES)];
        ByteBuffer out = BothOrders.wrap(bytes);
        for (Part part : parts) {
            out.position(position(part.littleTableBlock));
            part.pathTable.encode(out, ByteOrder.LITTLE_ENDIAN, part.blocks);
            out.position(position(part.bigTableBlock));
            part.pathTable.encode(out, ByteOrder.BIG_ENDIAN, part.blocks);
            for (PlannedDirectory directory : part.hierarchy.directories()) {
                if (directory.directory() != siteDirectory) {
                    directory.encode(out, position(part.blocks.absolute(directory)), part.blocks);
                }
            }
        }
        return Image.ofBytes(bytes);
    }

    private int position(long block) {
        return Math.toIntExact((block - tablesBlock) * Blocks.BLOCK_BYTES);
    }

    /// What [#placeSiteDirectories] placed.
    Image encodeSiteDirectories() {
        List<Image> images = new ArrayList<>();
        for (Part part : parts) {
            PlannedDirectory directory = part.siteDirectory();
            byte[] bytes = new byte[Math.toIntExact(directory.blocks() * Blocks.BLOCK_BYTES)];
            ByteBuffer out = BothOrders.wrap(bytes);
            directory.encode(out, 0, part.blocks);
            images.add(Image.ofBytes(bytes));
        }
        return Image.concat(images);
    }

    /// Where the records of a file of the site directory lie in the image, in bytes.
    List<Long> siteRecordOffsets(Inode file) {
        List<Long> offsets = new ArrayList<>();
        for (Part part : parts) {
            PlannedDirectory directory = part.siteDirectory();
            for (PlannedRecord record : directory.records()) {
                if (record.inode() == file && !record.isDirectory()) {
                    offsets.add(part.blocks.absolute(directory) * Blocks.BLOCK_BYTES + record.offset());
                }
            }
        }
        return offsets;
    }

    /// The descriptors.
    ///
    /// @param endBlock where the volume ends, counted from the start of the image
    Image encodeDescriptors(VolumeLabels labels, long endBlock, Optional<BootRecord> bootRecord) {
        Part primary = parts.getFirst();
        Optional<VolumeDescriptor> joliet =
                parts.size() > 1 ? Optional.of(parts.get(1).descriptor(labels, endBlock)) : Optional.empty();
        return new DescriptorSet(primary.descriptor(labels, endBlock), bootRecord, joliet).encode();
    }

    /// One hierarchy of the view.
    private final class Part {
        private final PlannedHierarchy hierarchy;
        private final PathTable pathTable;
        private final DirectoryBlocks blocks;
        private long littleTableBlock;
        private long bigTableBlock;

        Part(PlannedHierarchy hierarchy, long base) {
            this.hierarchy = hierarchy;
            pathTable = new PathTable(hierarchy.directories());
            blocks = new DirectoryBlocks(base, hierarchy.directories().size());
        }

        PlannedDirectory siteDirectory() {
            if (siteDirectory == null) {
                throw new IllegalStateException("no site area was asked for");
            }
            return hierarchy.of(siteDirectory);
        }

        VolumeDescriptor descriptor(VolumeLabels labels, long endBlock) {
            return new VolumeDescriptor(
                    hierarchy.kind(),
                    labels,
                    endBlock - base,
                    pathTable.bytes(),
                    littleTableBlock - base,
                    bigTableBlock - base,
                    blocks.of(hierarchy.root()),
                    hierarchy.root().dataBytes());
        }
    }
}
