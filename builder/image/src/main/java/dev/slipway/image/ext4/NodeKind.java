package dev.slipway.image.ext4;

import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.Node.Special;
import dev.slipway.image.tree.Node.Symlink;

/// What a node is, in the mode of its inode and in its entries.
enum NodeKind {
    FILE(Inode.REGULAR_FILE, DirectoryEntry.TYPE_REGULAR_FILE),
    DIRECTORY(Inode.DIRECTORY, DirectoryEntry.TYPE_DIRECTORY),
    SYMLINK(Inode.SYMLINK, DirectoryEntry.TYPE_SYMLINK),
    CHARACTER_DEVICE(Inode.CHARACTER_DEVICE, DirectoryEntry.TYPE_CHARACTER_DEVICE),
    BLOCK_DEVICE(Inode.BLOCK_DEVICE, DirectoryEntry.TYPE_BLOCK_DEVICE),
    FIFO(Inode.FIFO, DirectoryEntry.TYPE_FIFO),
    SOCKET(Inode.SOCKET, DirectoryEntry.TYPE_SOCKET);

    private final int mode;
    private final int entryType;

    NodeKind(int mode, int entryType) {
        this.mode = mode;
        this.entryType = entryType;
    }

    static NodeKind of(Node node) {
        return switch (node) {
            case Directory ignored -> DIRECTORY;
            case RegularFile ignored -> FILE;
            case Symlink ignored -> SYMLINK;
            case Special special ->
                switch (special.kind()) {
                    case CHARACTER_DEVICE -> CHARACTER_DEVICE;
                    case BLOCK_DEVICE -> BLOCK_DEVICE;
                    case FIFO -> FIFO;
                    case SOCKET -> SOCKET;
                };
        };
    }

    int mode() {
        return mode;
    }

    int entryType() {
        return entryType;
    }
}
