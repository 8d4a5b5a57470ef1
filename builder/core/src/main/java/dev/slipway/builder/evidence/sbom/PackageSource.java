package dev.slipway.builder.evidence.sbom;

import dev.slipway.image.Image;
import dev.slipway.image.squashfs.SquashfsReader;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Where a base tells what is installed in it.
public sealed interface PackageSource {

    /// Reads it. What is damaged or of a kind that we do not read becomes a note.
    InstalledSoftware read() throws IOException;

    /// A root file system.
    static PackageSource ofRoot(Directory root) {
        return new Root(root);
    }

    /// A medium whose root file systems are packed on it.
    static PackageSource ofMedium(Directory medium) {
        return new Medium(medium);
    }

    /// A root file system in memory.
    record Root(Directory root) implements PackageSource {
        @Override
        public InstalledSoftware read() throws IOException {
            return PackageDatabases.read(new RootFiles.InTree(root), "the root file system");
        }
    }

    /// The squashfs images on a medium.
    record Medium(Directory medium) implements PackageSource {

        private static final Pattern SQUASHFS = Pattern.compile("(?i).*(\\.squashfs|\\.sfs|squashfs\\.img)");
        /// Layered live systems have a dozen.
        private static final int IMAGES_MAX = 64;

        @Override
        public InstalledSoftware read() throws IOException {
            SortedMap<String, Image> images = new TreeMap<>();
            medium.walk((path, node) -> {
                if (node instanceof RegularFile file
                        && SQUASHFS.matcher(path).matches()
                        && images.size() < IMAGES_MAX) {
                    images.put(path, file.content());
                }
            });
            if (images.isEmpty()) {
                return new InstalledSoftware(
                        InstalledSoftware.NONE.os(),
                        List.of(),
                        List.of("there is no squashfs on the medium, so nothing tells what it installs"));
            }
            InstalledSoftware all = InstalledSoftware.NONE;
            for (Map.Entry<String, Image> image : images.entrySet()) {
                all = all.and(read("/" + image.getKey(), image.getValue()));
            }
            return all;
        }

        private static InstalledSoftware read(String path, Image image) throws IOException {
            try (SquashfsReader reader = SquashfsReader.open(image)) {
                return PackageDatabases.read(new RootFiles.InSquashfs(reader), path);
            } catch (IOException e) {
                return new InstalledSoftware(
                        InstalledSoftware.NONE.os(),
                        List.of(),
                        List.of("%s cannot be read: %s".formatted(path, e.getMessage())));
            }
        }
    }
}
