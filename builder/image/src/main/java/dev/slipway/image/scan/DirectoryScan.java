package dev.slipway.image.scan;

import dev.slipway.image.Extent.FileExtent;
import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A directory on a disk as a tree: owners, modes, times to the nanosecond, symbolic and hard links, devices, extended
/// attributes. Contents stay where they are and are read when they are written. Where the file system knows no owners
/// and modes (Windows), all belongs to root, with 0755 for directories and 0644 for files.
public final class DirectoryScan {

    /// More than the largest distribution with all its packages.
    private static final int FILES_MAX = 4_000_000;

    private final Map<FileAttributes.Inode, Node> linked = new HashMap<>();
    private final ExtendedAttributes xattrs = ExtendedAttributes.ofThisSystem();
    private int files;

    private DirectoryScan() {}

    /// The tree below a directory.
    ///
    /// @throws FileSystemException with the path of what cannot be read, or cannot stand in a tree
    public static Directory of(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        return new DirectoryScan().directory(directory.toRealPath(), 0);
    }

    private Directory directory(Path path, int depth) throws IOException {
        if (depth > Directory.DEPTH_MAX) {
            throw new FileSystemException(
                    path.toString(), null, "deeper than %d levels".formatted(Directory.DEPTH_MAX));
        }
        FileAttributes attributes = FileAttributes.of(path);
        SortedMap<FileName, Node> entries = new TreeMap<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
            for (Path child : children) {
                entries.put(RawPath.fileName(child), node(child, depth + 1));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return new Directory(attributes.metadata(xattrs.of(path)), entries);
    }

    private Node node(Path path, int depth) throws IOException {
        if (++files > FILES_MAX) {
            throw new FileSystemException(path.toString(), null, "more than %d files".formatted(FILES_MAX));
        }
        FileAttributes attributes = FileAttributes.of(path);
        if (attributes.type() == FileAttributes.Type.DIRECTORY) {
            return directory(path, depth);
        }
        Node known = attributes.links() > 1 ? linked.get(attributes.inode()) : null;
        if (known != null) {
            return known;
        }
        Node node = leaf(path, attributes);
        if (attributes.links() > 1) {
            linked.put(attributes.inode(), node);
        }
        return node;
    }

    private Node leaf(Path path, FileAttributes attributes) throws IOException {
        try {
            return switch (attributes.type()) {
                case FILE -> file(path, attributes);
                case SYMLINK ->
                    new Node.Symlink(attributes.metadata(xattrs.of(path)), RawPath.bytes(Files.readSymbolicLink(path)));
                case CHARACTER_DEVICE -> special(path, attributes, Node.Special.Kind.CHARACTER_DEVICE);
                case BLOCK_DEVICE -> special(path, attributes, Node.Special.Kind.BLOCK_DEVICE);
                case FIFO -> special(path, attributes, Node.Special.Kind.FIFO);
                case SOCKET -> special(path, attributes, Node.Special.Kind.SOCKET);
                case DIRECTORY -> throw new IllegalStateException("directories are no leaves");
            };
        } catch (IllegalArgumentException e) {
            throw refused(path, e);
        }
    }

    private static FileSystemException refused(Path path, IllegalArgumentException cause) {
        FileSystemException refused = new FileSystemException(path.toString(), null, cause.getMessage());
        refused.initCause(cause);
        return refused;
    }

    private Node file(Path path, FileAttributes attributes) throws IOException {
        // Asked now, because the content is read much later, when most of the work is done.
        if (!Files.isReadable(path)) {
            throw new AccessDeniedException(path.toString(), null, "the file cannot be read");
        }
        Image content = Image.of(new FileExtent(path, 0, attributes.size()));
        return new Node.RegularFile(attributes.metadata(xattrs.of(path)), content);
    }

    private Node special(Path path, FileAttributes attributes, Node.Special.Kind kind) throws IOException {
        boolean device = kind == Node.Special.Kind.CHARACTER_DEVICE || kind == Node.Special.Kind.BLOCK_DEVICE;
        long number = device ? attributes.device() : 0;
        return new Node.Special(
                attributes.metadata(xattrs.of(path)), kind, DeviceNumber.major(number), DeviceNumber.minor(number));
    }
}
