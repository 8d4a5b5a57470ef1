package dev.slipway.image.tree;

import static java.util.Objects.requireNonNull;

import dev.slipway.image.Image;

/// A file of any kind. Nodes are immutable; **the same node under two names is a hard link**, so identity counts where
/// equality would not do, and writers keep that: one inode, several entries.
public sealed interface Node permits Directory, Node.RegularFile, Node.Symlink, Node.Special {

    /// Owner, mode, time and extended attributes.
    Metadata metadata();

    /// A regular file, whose content is read when it is written.
    final class RegularFile implements Node {
        private final Metadata metadata;
        private final Image content;

        public RegularFile(Metadata metadata, Image content) {
            this.metadata = requireNonNull(metadata, "metadata is null");
            this.content = requireNonNull(content, "content is null");
        }

        @Override
        public Metadata metadata() {
            return metadata;
        }

        /// The bytes of the file.
        public Image content() {
            return content;
        }
    }

    /// A symbolic link with its target as it stands in the file system.
    final class Symlink implements Node {
        private final Metadata metadata;
        private final byte[] target;

        public Symlink(Metadata metadata, byte[] target) {
            if (target.length == 0 || target.length > 4095) {
                throw new IllegalArgumentException("target of a symbolic link with %d bytes".formatted(target.length));
            }
            for (byte b : target) {
                if (b == 0) {
                    throw new IllegalArgumentException("target of a symbolic link that holds NUL");
                }
            }
            this.metadata = requireNonNull(metadata, "metadata is null");
            this.target = target.clone();
        }

        @Override
        public Metadata metadata() {
            return metadata;
        }

        /// The target's bytes, a copy.
        public byte[] target() {
            return target.clone();
        }
    }

    /// A node that stands for something of the kernel: device, named pipe or socket.
    final class Special implements Node {
        private final Metadata metadata;
        private final Kind kind;
        private final long major;
        private final long minor;

        /// @param major and `minor`: the device's numbers, 0 for pipes and sockets
        public Special(Metadata metadata, Kind kind, long major, long minor) {
            if (major < 0 || major > 0xFFF || minor < 0 || minor > 0xFFFFF) {
                throw new IllegalArgumentException("device %d:%d is not in 0..4095:0..1048575".formatted(major, minor));
            }
            this.metadata = requireNonNull(metadata, "metadata is null");
            this.kind = kind;
            this.major = major;
            this.minor = minor;
        }

        @Override
        public Metadata metadata() {
            return metadata;
        }

        public Kind kind() {
            return kind;
        }

        /// The device's major number, 12 bits.
        public long major() {
            return major;
        }

        /// The device's minor number, 20 bits.
        public long minor() {
            return minor;
        }

        /// What the node stands for.
        public enum Kind {
            CHARACTER_DEVICE,
            BLOCK_DEVICE,
            FIFO,
            SOCKET
        }
    }
}
