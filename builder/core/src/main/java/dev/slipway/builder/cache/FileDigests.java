package dev.slipway.builder.cache;

import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/// The SHA-256 of large files, remembered as long as the file is the one that was hashed: same place, size, inode and
/// times.
public final class FileDigests {

    /// A file that changed just now may change again within the resolution of its time; it is not remembered.
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private static final int DIGEST_BYTES = 32;

    private final BuildCache cache;

    public FileDigests(BuildCache cache) {
        this.cache = cache;
    }

    /// The 32 bytes of a regular file's digest.
    public byte[] of(Path file) throws IOException {
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        if (modified.isAfter(Instant.now().minus(SETTLED))) {
            return Image.ofFile(file).sha256().bytes();
        }
        Sha256 identity = Sha256.of(identity(file).getBytes(StandardCharsets.UTF_8));
        Path entry = cache.get(
                "digests",
                identity,
                target -> Image.ofBytes(Image.ofFile(file).sha256().bytes()).writeTo(target));
        return Image.ofFile(entry).toByteArray(DIGEST_BYTES);
    }

    private static String identity(Path file) throws IOException {
        Path real = file.toRealPath();
        String attributes = real.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? "unix:size,ino,dev,lastModifiedTime,ctime"
                : "size,lastModifiedTime";
        return real + "\n" + new TreeMap<>(Files.readAttributes(real, attributes));
    }
}
