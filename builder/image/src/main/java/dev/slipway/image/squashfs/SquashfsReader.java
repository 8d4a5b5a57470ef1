package dev.slipway.image.squashfs;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.compression.BlockDecompressor;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads squashfs 4.0 images compressed with gzip, zstd, xz or lz4: whole trees ([#walk(Visitor)]), single files
/// ([#find(String)], [#open(SquashfsEntry.File)]), or everything as a tree that can be written again ([SquashfsTree]).
///
/// Nothing is trusted: what an image claims is checked against its size and fixed limits before anything is allocated.
/// A reader serves one thread and is to be closed.
public final class SquashfsReader implements AutoCloseable {

    private static final int ENTRIES_IN_DIRECTORY_MAX = 1 << 20;
    private static final int ENTRIES_IN_TREE_MAX = 1 << 22;
    private static final String LISTING = "squashfs directory";

    private final ImageReader image;
    private final BlockDecompressor decompressor;
    private final Superblock superblock;
    private final MetadataReader metadata;
    private final DataReader data;
    private final XattrReader xattrs;
    private final TableReader ids;

    private SquashfsReader(ImageReader image, Superblock superblock) throws IOException {
        this.image = image;
        this.superblock = superblock;
        decompressor = superblock.method().decompressor();
        metadata = new MetadataReader(image, decompressor);
        data = new DataReader(image, decompressor, metadata, superblock);
        xattrs = new XattrReader(image, metadata, superblock);
        ids = new TableReader(
                image, metadata, "squashfs id table", superblock.idTable(), superblock.ids(), Integer.BYTES);
    }

    /// Opens an image.
    ///
    /// @throws MalformedImageException where it is no squashfs 4.0, or compressed in a way that is not known
    public static SquashfsReader open(Image image) throws IOException {
        ImageReader reader = ImageReader.of(image);
        try {
            Superblock superblock =
                    Superblock.decode(reader.read("squashfs superblock", 0, Superblock.SIZE), image.size());
            return new SquashfsReader(reader, superblock);
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /// What the image says of itself.
    public Superblock superblock() {
        return superblock;
    }

    /// The root directory.
    public SquashfsEntry.Directory root() throws IOException {
        if (read(superblock.rootInode()) instanceof SquashfsEntry.Directory root) {
            return root;
        }
        throw new MalformedImageException("squashfs superblock", 32, "expected the root to be a directory");
    }

    /// The entries of a directory in order of their names.
    public SortedMap<FileName, SquashfsEntry> list(SquashfsEntry.Directory directory) throws IOException {
        DirectoryInode inode = directory.record();
        MetadataCursor cursor = new MetadataCursor(
                metadata, superblock.directoryTable() + inode.block(), superblock.idTable(), inode.offset());
        SortedMap<FileName, SquashfsEntry> entries = new TreeMap<>();
        long left = inode.listingBytes();
        while (left > 0) {
            DirectoryHeader header = DirectoryHeader.decode(cursor.read(DirectoryHeader.SIZE));
            left -= DirectoryHeader.SIZE;
            check(header.count() > 0, "expected 1 to 256 entries", cursor);
            for (int i = 0; i < header.count(); i++) {
                DirectoryEntry entry = DirectoryEntry.read(cursor);
                left -= entry.size();
                check(left >= 0, "expected %d bytes, found more".formatted(inode.listingBytes()), cursor);
                SquashfsEntry known = entries.put(entry.name(), read(header, entry, cursor));
                check(known == null, "expected '%s' once, found it twice".formatted(entry.name()), cursor);
                check(entries.size() <= ENTRIES_IN_DIRECTORY_MAX, "more than 2^20 entries", cursor);
            }
        }
        return entries;
    }

    private SquashfsEntry read(DirectoryHeader header, DirectoryEntry entry, MetadataCursor cursor) throws IOException {
        SquashfsEntry found = read(header.block() << MetadataReference.OFFSET_BITS | entry.offset());
        InodeType type = switch (found) {
            case SquashfsEntry.Directory ignored -> InodeType.DIRECTORY;
            case SquashfsEntry.File ignored -> InodeType.FILE;
            case SquashfsEntry.Other other -> InodeType.of(other.node());
        };
        check(type == entry.type(), "expected %s, found %s".formatted(entry.type(), type), cursor);
        return found;
    }

    /// The entry at a path such as `boot/vmlinuz`; empty parts are passed over, symbolic links are not followed.
    ///
    /// @return null where there is none
    public @Nullable SquashfsEntry find(String path) throws IOException {
        SquashfsEntry found = root();
        for (String part : path.split("/", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            if (!(found instanceof SquashfsEntry.Directory directory)) {
                return null;
            }
            found = list(directory).get(FileName.of(part));
            if (found == null) {
                return null;
            }
        }
        return found;
    }

    /// The content of a file as a stream, to be used before the reader is closed.
    public InputStream open(SquashfsEntry.File file) {
        return new FileStream(data, file);
    }

    /// The whole content of a file that is known to be small.
    ///
    /// @throws MalformedImageException where it is larger than `limitBytes`
    public byte[] read(SquashfsEntry.File file, int limitBytes) throws IOException {
        if (file.size() > limitBytes) {
            throw new MalformedImageException(
                    "squashfs file",
                    file.record().start(),
                    "expected at most %d bytes, found %d".formatted(limitBytes, file.size()));
        }
        byte[] content = new byte[(int) file.size()];
        try (InputStream in = open(file)) {
            in.readNBytes(content, 0, content.length);
        }
        return content;
    }

    /// Visits every entry below the root, parents before children, in the order of the names.
    ///
    /// @throws MalformedImageException where directories form a cycle, are nested too deep, or hold too much
    public void walk(Visitor visitor) throws IOException {
        new Walk(visitor).descend("", root(), 0);
    }

    /// Told of each entry with its path below the root.
    @FunctionalInterface
    public interface Visitor {
        void visit(String path, SquashfsEntry entry) throws IOException;
    }

    private final class Walk {
        private final Visitor visitor;
        private final DirectoryGuard guard = new DirectoryGuard();

        Walk(Visitor visitor) {
            this.visitor = visitor;
        }

        void descend(String prefix, SquashfsEntry.Directory directory, int depth) throws IOException {
            guard.enter(directory, depth);
            for (var entry : list(directory).entrySet()) {
                guard.count();
                String path = prefix + entry.getKey();
                visitor.visit(path, entry.getValue());
                if (entry.getValue() instanceof SquashfsEntry.Directory below) {
                    descend(path + "/", below, depth + 1);
                }
            }
        }
    }

    /// Sees to it that a walk ends: a directory has one parent only.
    static final class DirectoryGuard {
        private final Set<Long> seen = new HashSet<>();
        private long entries;

        void enter(SquashfsEntry.Directory directory, int depth) throws MalformedImageException {
            if (!seen.add(directory.inode()) || depth > dev.slipway.image.tree.Directory.DEPTH_MAX) {
                throw new MalformedImageException(
                        LISTING,
                        directory.record().block(),
                        "expected a tree, found directory %d again or too deep".formatted(directory.inode()));
            }
        }

        void count() throws MalformedImageException {
            if (++entries > ENTRIES_IN_TREE_MAX) {
                throw new MalformedImageException(
                        LISTING, 0, "expected at most %d entries in all".formatted(ENTRIES_IN_TREE_MAX));
            }
        }
    }

    private SquashfsEntry read(long reference) throws IOException {
        MetadataCursor cursor = metadata.cursor(superblock.inodeTable(), superblock.directoryTable(), reference);
        Inode inode = Inode.read(cursor);
        Metadata common = metadata(inode);
        return switch (inode) {
            case DirectoryInode directory -> new SquashfsEntry.Directory(common, directory);
            case FileInode file -> {
                check(file.bytes() >= 0, "expected a file of less than 2^63 bytes", cursor);
                yield new SquashfsEntry.File(common, file, cursor);
            }
            case SymlinkInode symlink -> {
                byte[] target = bytes(symlink.target());
                check(!holdsNul(target), "expected a symbolic link's target without NUL", cursor);
                yield new SquashfsEntry.Other(new Node.Symlink(common, target), inode);
            }
            case DeviceInode device ->
                new SquashfsEntry.Other(
                        new Node.Special(common, device.type().special(), device.major(), device.minor()), inode);
            case PipeInode pipe ->
                new SquashfsEntry.Other(new Node.Special(common, pipe.type().special(), 0, 0), inode);
        };
    }

    private static boolean holdsNul(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private Metadata metadata(Inode inode) throws IOException {
        InodeHeader header = inode.header();
        return new Metadata(
                header.permissions(),
                id(header.uid()),
                id(header.gid()),
                Instant.ofEpochSecond(header.modified()),
                xattrs.read(inode.xattrs()));
    }

    private long id(int index) throws IOException {
        long id = Inode.unsigned(ids.entry(index));
        if (id == 0xFFFF_FFFFL) {
            throw new MalformedImageException(
                    ids.name(), ids.index(), "expected an owner below 2^32 - 1, found %d".formatted(id));
        }
        return id;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static void check(boolean holds, String problem, MetadataCursor cursor) throws MalformedImageException {
        if (!holds) {
            throw new MalformedImageException(LISTING, cursor.imageOffset(), problem);
        }
    }

    @Override
    public void close() throws IOException {
        decompressor.close();
        image.close();
    }
}
