package dev.slipway.builder.oci.layout;

import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the files of a layout lie: in a directory, or in a tar.
@FunctionalInterface
public interface LayoutFiles {

    /// The regular file at a path such as `blobs/sha256/...`, where there is one.
    Optional<Image> find(String path) throws IOException;

    /// The files of a directory.
    static LayoutFiles ofDirectory(Path directory) {
        return path -> {
            Path file = directory.resolve(path);
            return Files.isRegularFile(file) ? Optional.of(Image.ofFile(file)) : Optional.empty();
        };
    }
}
