package dev.slipway.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;

/// What tells a file from the one that takes its name later, and from itself after it was written to.
///
/// @param key of the file system, such as device and inode; empty where it tells none
/// @param sizeBytes its size
/// @param modified when it was last written to
public record FileIdentity(Optional<String> key, long sizeBytes, FileTime modified) {

    /// Of the file that has this name now.
    public static FileIdentity of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileIdentity(
                Optional.ofNullable(attributes.fileKey()).map(Objects::toString),
                attributes.size(),
                attributes.lastModifiedTime());
    }
}
