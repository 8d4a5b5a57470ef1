package dev.slipway.image.scan;

import dev.slipway.image.tree.Metadata;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;

/// What `lstat` tells of a file.
///
/// @param inode the same for all names of one file
/// @param links how many names there are
/// @param device the number of the device that the node stands for
record FileAttributes(
        Type type,
        int permissions,
        long uid,
        long gid,
        Instant modified,
        long size,
        Inode inode,
        int links,
        long device) {

    private static final int TYPE_BITS = 0170000;
    private static final long ID_BITS = 0xFFFF_FFFFL;

    enum Type {
        FIFO,
        CHARACTER_DEVICE,
        DIRECTORY,
        BLOCK_DEVICE,
        FILE,
        SYMLINK,
        SOCKET
    }

    record Inode(long device, long number) {}

    static FileAttributes of(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return ofBasic(path);
        }
        Map<String, Object> unix = Files.readAttributes(
                path, "unix:mode,uid,gid,lastModifiedTime,size,dev,ino,nlink,rdev", LinkOption.NOFOLLOW_LINKS);
        int mode = (int) number(unix, "mode");
        return new FileAttributes(
                type(path, mode),
                mode & 07777,
                number(unix, "uid") & ID_BITS,
                number(unix, "gid") & ID_BITS,
                unix.get("lastModifiedTime") instanceof FileTime time ? time.toInstant() : Instant.EPOCH,
                number(unix, "size"),
                new Inode(number(unix, "dev"), number(unix, "ino")),
                (int) number(unix, "nlink"),
                number(unix, "rdev"));
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static Type type(Path path, int mode) throws FileSystemException {
        return switch (mode & TYPE_BITS) {
            case 0010000 -> Type.FIFO;
            case 0020000 -> Type.CHARACTER_DEVICE;
            case 0040000 -> Type.DIRECTORY;
            case 0060000 -> Type.BLOCK_DEVICE;
            case 0100000 -> Type.FILE;
            case 0120000 -> Type.SYMLINK;
            case 0140000 -> Type.SOCKET;
            default -> throw new FileSystemException(path.toString(), null, "mode 0%o is of no type".formatted(mode));
        };
    }

    private static FileAttributes ofBasic(Path path) throws IOException {
        var basic = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (basic.isOther()) {
            throw new FileSystemException(path.toString(), null, "is neither file, directory nor symbolic link");
        }
        Type type = basic.isDirectory() ? Type.DIRECTORY : basic.isSymbolicLink() ? Type.SYMLINK : Type.FILE;
        int permissions = switch (type) {
            case DIRECTORY -> 0755;
            case SYMLINK -> 0777;
            default -> 0644;
        };
        Instant modified = basic.lastModifiedTime().toInstant();
        return new FileAttributes(type, permissions, 0, 0, modified, basic.size(), new Inode(0, 0), 1, 0);
    }

    Metadata metadata(SortedMap<String, byte[]> xattrs) {
        return new Metadata(permissions, uid, gid, modified, xattrs);
    }
}
