package dev.slipway.builder.evidence.sbom;

import dev.slipway.image.Image;
import dev.slipway.image.squashfs.SquashfsEntry;
import dev.slipway.image.squashfs.SquashfsReader;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The files of a root file system, wherever it is. Symbolic links are not followed: who asks knows all places.
sealed interface RootFiles {

    /// The content of a regular file that is no larger than the limit.
    Optional<Image> find(String path, int limitBytes) throws IOException;

    /// The names in a directory, in their order; empty where there is none.
    List<String> list(String path) throws IOException;

    /// A tree in memory.
    record InTree(Directory root) implements RootFiles {
        @Override
        public Optional<Image> find(String path, int limitBytes) {
            return root.find(path) instanceof Node.RegularFile file
                            && file.content().size() <= limitBytes
                    ? Optional.of(file.content())
                    : Optional.empty();
        }

        @Override
        public List<String> list(String path) {
            return root.find(path) instanceof Directory directory
                    ? directory.entries().keySet().stream()
                            .map(FileName::toString)
                            .toList()
                    : List.of();
        }
    }

    /// A squashfs, which the one who opened it closes.
    record InSquashfs(SquashfsReader reader) implements RootFiles {
        @Override
        public Optional<Image> find(String path, int limitBytes) throws IOException {
            return reader.find(path) instanceof SquashfsEntry.File file && file.size() <= limitBytes
                    ? Optional.of(Image.ofBytes(reader.read(file, limitBytes)))
                    : Optional.empty();
        }

        @Override
        public List<String> list(String path) throws IOException {
            return reader.find(path) instanceof SquashfsEntry.Directory directory
                    ? reader.list(directory).keySet().stream()
                            .map(FileName::toString)
                            .toList()
                    : List.of();
        }
    }
}
