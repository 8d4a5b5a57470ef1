package dev.slipway.image.squashfs;

import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;

/// What a name in a squashfs leads to. Directories and files are read through the [SquashfsReader] that gave them.
public sealed interface SquashfsEntry {

    Metadata metadata();

    /// The number of the inode: equal for two names of one file.
    long inode();

    /// How many names lead here, as the image claims.
    long links();

    /// A directory, see [SquashfsReader#list(Directory)].
    final class Directory implements SquashfsEntry {
        private final Metadata metadata;
        private final DirectoryInode inode;

        Directory(Metadata metadata, DirectoryInode inode) {
            this.metadata = metadata;
            this.inode = inode;
        }

        DirectoryInode record() {
            return inode;
        }

        @Override
        public Metadata metadata() {
            return metadata;
        }

        @Override
        public long inode() {
            return inode.header().number();
        }

        @Override
        public long links() {
            return inode.links();
        }
    }

    /// A regular file, see [SquashfsReader#open(File)].
    final class File implements SquashfsEntry {
        private final Metadata metadata;
        private final FileInode inode;
        private final MetadataCursor blockSizes;

        File(Metadata metadata, FileInode inode, MetadataCursor blockSizes) {
            this.metadata = metadata;
            this.inode = inode;
            this.blockSizes = blockSizes;
        }

        /// The size in bytes.
        public long size() {
            return inode.bytes();
        }

        FileInode record() {
            return inode;
        }

        MetadataCursor blockSizes() {
            return blockSizes.copy();
        }

        @Override
        public Metadata metadata() {
            return metadata;
        }

        @Override
        public long inode() {
            return inode.header().number();
        }

        @Override
        public long links() {
            return inode.links();
        }
    }

    /// A symbolic link, device, pipe or socket.
    final class Other implements SquashfsEntry {
        private final Node node;
        private final Inode inode;

        Other(Node node, Inode inode) {
            this.node = node;
            this.inode = inode;
        }

        /// The thing itself.
        public Node node() {
            return node;
        }

        @Override
        public Metadata metadata() {
            return node.metadata();
        }

        @Override
        public long inode() {
            return inode.header().number();
        }

        @Override
        public long links() {
            return inode.links();
        }
    }
}
