package dev.slipway.image.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.image.tree.FileName;
import java.io.ByteArrayOutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// The bytes of a path as the kernel knows them. As text they are lost where they are not of the locale's encoding, but
/// the URI of a path on a Unix system has each of them.
final class RawPath {

    private RawPath() {}

    /// The last name of a path.
    static FileName fileName(Path path) throws FileSystemException {
        Path name = path.getFileName();
        if (name == null) {
            throw new FileSystemException(path.toString(), null, "has no name");
        }
        try {
            return FileName.ofBytes(bytes(name));
        } catch (IllegalArgumentException e) {
            FileSystemException refused = new FileSystemException(path.toString(), null, e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    /// All bytes of a path, which may be relative.
    static byte[] bytes(Path path) {
        String text = path.toString();
        if (text.chars().allMatch(c -> c < 0x80)
                || !path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return text.getBytes(UTF_8);
        }
        String uri = (path.isAbsolute()
                        ? path
                        : path.getFileSystem().getPath("/").resolve(path))
                .toUri()
                .getRawPath();
        // The URI of what happens to be a directory ends in a slash, the path that we were given does so or not.
        int end = uri.endsWith("/") && !text.endsWith("/") ? uri.length() - 1 : uri.length();
        return decode(uri.substring(path.isAbsolute() ? 0 : 1, end));
    }

    private static byte[] decode(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }
}
