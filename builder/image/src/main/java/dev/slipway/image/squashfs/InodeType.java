package dev.slipway.image.squashfs;

import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;

/// The kinds of inodes. Each has a basic form, whose number is [#number], and an extended form, seven above, with room
/// for more.
enum InodeType {
    DIRECTORY(1),
    FILE(2),
    SYMLINK(3),
    BLOCK_DEVICE(4),
    CHARACTER_DEVICE(5),
    FIFO(6),
    SOCKET(7);

    private static final int EXTENDED = 7;

    private final int number;

    InodeType(int number) {
        this.number = number;
    }

    int number(boolean extended) {
        return extended ? number + EXTENDED : number;
    }

    static boolean isExtended(int number) {
        return number > EXTENDED;
    }

    static InodeType ofNumber(int number, long imageOffset) throws MalformedImageException {
        if (number < 1 || number > 2 * EXTENDED) {
            throw new MalformedImageException(
                    "squashfs inode", imageOffset, "expected a type of 1 to 14, found %d".formatted(number));
        }
        return values()[(number - 1) % EXTENDED];
    }

    /// The kind as the tree has it; of devices, pipes and sockets only.
    Node.Special.Kind special() {
        return switch (this) {
            case BLOCK_DEVICE -> Node.Special.Kind.BLOCK_DEVICE;
            case CHARACTER_DEVICE -> Node.Special.Kind.CHARACTER_DEVICE;
            case FIFO -> Node.Special.Kind.FIFO;
            case SOCKET -> Node.Special.Kind.SOCKET;
            case DIRECTORY, FILE, SYMLINK -> throw new IllegalStateException(this + " is not special");
        };
    }

    static InodeType of(Node node) {
        return switch (node) {
            case Directory ignored -> DIRECTORY;
            case Node.RegularFile ignored -> FILE;
            case Node.Symlink ignored -> SYMLINK;
            case Node.Special special ->
                switch (special.kind()) {
                    case BLOCK_DEVICE -> BLOCK_DEVICE;
                    case CHARACTER_DEVICE -> CHARACTER_DEVICE;
                    case FIFO -> FIFO;
                    case SOCKET -> SOCKET;
                };
        };
    }
}
