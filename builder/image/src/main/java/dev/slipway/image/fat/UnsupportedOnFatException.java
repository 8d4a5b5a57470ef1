package dev.slipway.image.fat;

/// A tree cannot be put on a FAT file system: a name, a kind of node or a size is not possible there.
public final class UnsupportedOnFatException extends IllegalArgumentException {

    private final String path;
    private final String reason;

    /// @param path the node's path in the tree; empty for the tree as a whole
    /// @param reason what is not possible, continuing the path: `is a symbolic link, ...`
    public UnsupportedOnFatException(String path, String reason) {
        super(path.isEmpty() ? reason : "'%s' %s".formatted(path, reason));
        this.path = path;
        this.reason = reason;
    }

    /// The node's path in the tree.
    public String path() {
        return path;
    }

    /// What is not possible.
    public String reason() {
        return reason;
    }
}
