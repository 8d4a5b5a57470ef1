package dev.slipway.image.fat;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Plans a FAT file system from a tree. The contents of files stay what they are, aligned to clusters; only tables and
/// directories are made, in memory. The same tree and options give the same bytes.
///
/// FAT holds names, times and contents: owners, modes and extended attributes are dropped, and a hard link becomes a
/// second copy.
public final class FatImage {

    private final FatLayout layout;
    private final FatOptions options;
    private final List<Image> parts = new ArrayList<>();

    private FatImage(FatLayout layout, FatOptions options) {
        this.layout = layout;
        this.options = options;
    }

    /// Plans a file system that holds a tree.
    ///
    /// @throws UnsupportedOnFatException where the tree has a name, a kind of node or a size that FAT has not
    public static Image plan(Directory tree, FatOptions options) {
        PlannedDirectory root =
                PlannedDirectory.ofRoot(tree, !options.volumeLabel().isEmpty());
        return new FatImage(new FatLayout(root, options), options).compose();
    }

    private Image compose() {
        FatGeometry geometry = layout.geometry();
        parts.add(Image.ofBytes(reservedArea()));
        Image table = FileAllocationTable.of(geometry, layout.runs());
        for (int i = 0; i < FatGeometry.TABLES; i++) {
            parts.add(table);
        }
        Image root = directory(layout.root(), layout.root());
        parts.add(
                layout.rootInClusters()
                        ? aligned(root.size() == 0 ? Image.zeros(1) : root)
                        : root.then(Image.zeros((long) geometry.rootEntries() * DirectoryEntry.SIZE - root.size())));
        addDirectories(layout.root());
        layout.files().forEach(file -> parts.add(aligned(FatLayout.content(file))));
        Image used = Image.concat(parts);
        return used.then(Image.zeros(geometry.totalSectors() * BootSector.SIZE - used.size()));
    }

    /// In the order of the layout, breadth first, with the parent that each `..` names.
    private void addDirectories(PlannedDirectory root) {
        List<PlannedDirectory> parents = new ArrayList<>(List.of(root));
        parents.addAll(layout.directories());
        for (PlannedDirectory parent : parents) {
            for (PlannedDirectory.Entry entry : parent.entries()) {
                PlannedDirectory below = entry.below();
                if (below != null) {
                    parts.add(aligned(directory(below, parent)));
                }
            }
        }
    }

    private Image aligned(Image content) {
        return content.padTo(layout.geometry().clusterBytes());
    }

    private byte[] reservedArea() {
        FatGeometry geometry = layout.geometry();
        byte[] area = new byte[geometry.reservedSectors() * BootSector.SIZE];
        ByteBuffer out = littleEndian(area);
        BootSector bootSector = geometry.bootSector(options);
        bootSector.encode(out);
        if (geometry.type() == FatType.FAT32) {
            long used = layout.usedClusters();
            FsInfo info = new FsInfo(geometry.clusters() - used, FatLayout.FIRST_CLUSTER + used);
            info.encode(out.position(BootSector.FS_INFO_SECTOR * BootSector.SIZE));
            bootSector.encode(out.position(BootSector.BACKUP_SECTOR * BootSector.SIZE));
            info.encode(out);
        }
        return area;
    }

    private Image directory(PlannedDirectory directory, PlannedDirectory parent) {
        byte[] bytes = new byte[directory.slots() * DirectoryEntry.SIZE];
        ByteBuffer out = littleEndian(bytes);
        Instant modified = directory.directory().metadata().modified();
        if (directory != layout.root()) {
            link(ShortName.DOT, directory, modified).encode(out);
            link(ShortName.DOT_DOT, parent, modified).encode(out);
        } else if (!options.volumeLabel().isEmpty()) {
            ShortName label = ShortName.ofLabel(options.volumeLabel());
            new DirectoryEntry(label, DirectoryEntry.VOLUME_LABEL, 0, modified, 0, 0).encode(out);
        }
        directory.entries().forEach(entry -> encode(entry, out));
        return Image.ofBytes(bytes);
    }

    private DirectoryEntry link(ShortName name, PlannedDirectory target, Instant modified) {
        return new DirectoryEntry(name, DirectoryEntry.DIRECTORY, 0, modified, layout.clusterOf(target), 0);
    }

    private void encode(PlannedDirectory.Entry entry, ByteBuffer out) {
        int checksum = entry.shortName().checksum();
        for (int part = entry.longNameSlots(); part > 0; part--) {
            LongNameEntry.of(entry.name(), part, checksum).encode(out);
        }
        Metadata metadata = entry.node().metadata();
        boolean file = entry.node() instanceof RegularFile;
        new DirectoryEntry(
                        entry.shortName(),
                        file ? DirectoryEntry.ARCHIVE : DirectoryEntry.DIRECTORY,
                        0,
                        metadata.modified(),
                        layout.clusterOf(entry),
                        file ? FatLayout.content(entry).size() : 0)
                .encode(out);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
