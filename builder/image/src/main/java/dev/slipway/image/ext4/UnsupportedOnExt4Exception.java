package dev.slipway.image.ext4;

/// A tree cannot be put on an ext4 file system: there is no room, or a node is of a kind that is not written.
public final class UnsupportedOnExt4Exception extends IllegalArgumentException {

    private final String path;
    private final String reason;

    /// @param path the node's path in the tree; empty for the tree as a whole
    /// @param reason what is not possible, continuing the path: `has extended attributes, ...`
    public UnsupportedOnExt4Exception(String path, String reason) {
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
