package dev.slipway.image.iso9660;

import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Node;
import java.util.ArrayList;
import java.util.List;

/// All directories of one hierarchy with their sizes, in the order of the path table (ECMA-119, 6.9.1): by level,
/// then by parent, then by identifier. Directories may be nested deeper than the eight levels of 6.8.2.1, as all
/// systems of today read them; nothing is relocated.
final class PlannedHierarchy {

    private static final int DIRECTORIES_MAX = 0xFFFF;
    private static final byte[] SELF = {0};
    private static final byte[] PARENT = {1};

    private final VolumeDescriptor.Kind kind;
    private final List<PlannedDirectory> directories;

    private PlannedHierarchy(VolumeDescriptor.Kind kind, List<PlannedDirectory> directories) {
        this.kind = kind;
        this.directories = directories;
    }

    static PlannedHierarchy of(VolumeDescriptor.Kind kind, Directory tree, InodeTable inodes) {
        NamingScheme scheme = kind == VolumeDescriptor.Kind.PRIMARY ? new IsoNames() : new JolietNames();
        List<PlannedDirectory> directories = new ArrayList<>();
        directories.add(PlannedDirectory.root(tree));
        for (int i = 0; i < directories.size(); i++) {
            fill(directories.get(i), directories, scheme, inodes);
        }
        if (directories.size() > DIRECTORIES_MAX) {
            throw new IllegalArgumentException("%d directories; the path table of ISO 9660 numbers at most %d"
                    .formatted(directories.size(), DIRECTORIES_MAX));
        }
        return new PlannedHierarchy(kind, directories);
    }

    private static void fill(
            PlannedDirectory directory, List<PlannedDirectory> directories, NamingScheme scheme, InodeTable inodes) {
        boolean rockRidge = scheme instanceof IsoNames;
        Inode self = inodes.of(directory.directory());
        Inode parent = inodes.of(directory.parent().directory());
        directory.add(SELF, self, directory, rockRidge ? selfEntries(directory, self) : List.of());
        directory.add(PARENT, parent, directory.parent(), rockRidge ? entries(parent) : List.of());
        for (NamingScheme.Named named : scheme.name(directory.directory())) {
            Inode inode = inodes.of(named.node());
            List<SystemUseEntry> entries = rockRidge ? namedEntries(inode, named.name()) : List.of();
            if (named.node() instanceof Directory child) {
                PlannedDirectory planned = directory.child(directories.size(), child, named.identifier());
                directories.add(planned);
                directory.add(named.identifier(), inode, planned, entries);
            } else {
                directory.addFile(named.identifier(), inode, entries);
            }
        }
    }

    private static List<SystemUseEntry> entries(Inode inode) {
        return List.of(
                RockRidge.attributes(inode), RockRidge.times(inode.metadata().modified()));
    }

    private static List<SystemUseEntry> selfEntries(PlannedDirectory directory, Inode inode) {
        if (directory.index() != 0) {
            return entries(inode);
        }
        List<SystemUseEntry> entries = new ArrayList<>();
        entries.add(RockRidge.sharingProtocol());
        entries.addAll(entries(inode));
        entries.add(RockRidge.extensionReference());
        return entries;
    }

    private static List<SystemUseEntry> namedEntries(Inode inode, FileName name) {
        List<SystemUseEntry> entries = new ArrayList<>(entries(inode));
        entries.addAll(RockRidge.name(name));
        switch (inode.node()) {
            case Directory ignored -> {}
            case Node.RegularFile ignored -> {}
            case Node.Symlink link -> entries.addAll(SymlinkTarget.encode(link.target()));
            case Node.Special special -> {
                switch (special.kind()) {
                    case CHARACTER_DEVICE, BLOCK_DEVICE -> entries.add(RockRidge.device(special));
                    case FIFO, SOCKET -> {}
                }
            }
        }
        entries.addAll(inode.extras());
        return entries;
    }

    VolumeDescriptor.Kind kind() {
        return kind;
    }

    List<PlannedDirectory> directories() {
        return directories;
    }

    PlannedDirectory root() {
        return directories.getFirst();
    }

    /// The planned form of a directory of the tree.
    PlannedDirectory of(Directory directory) {
        return directories.stream()
                .filter(planned -> planned.directory() == directory)
                .findFirst()
                .orElseThrow();
    }
}
