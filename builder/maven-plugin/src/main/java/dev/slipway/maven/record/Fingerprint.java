package dev.slipway.maven.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The state of a file or directory in a few characters. Small files are told by their content, so that a rewritten
/// user-data with the same text is the same; larger ones by size and time, because reading them would cost what we want
/// to save; a directory by names, sizes, times, modes and owners of all that is in it.
public final class Fingerprint {

    private static final long CONTENT_BYTES_MAX = 1 << 20;

    private Fingerprint() {}

    /// The state of what is there now.
    public static String of(Path path) throws IOException {
        if (Files.notExists(path)) {
            return "missing";
        }
        if (Files.isDirectory(path)) {
            return "directory " + tree(path);
        }
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            // A pipe gives its content once, and the engine is to have it.
            throw new IOException(path + " is no file that keeps its content");
        }
        return attributes.size() <= CONTENT_BYTES_MAX
                ? "content " + hex(sha256().digest(Files.readAllBytes(path)))
                : state(path);
    }

    /// Size and time, whatever the size: for files that nobody writes by hand.
    static String state(Path path) throws IOException {
        if (Files.notExists(path)) {
            return "missing";
        }
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return "file " + attributes.size() + " " + attributes.lastModifiedTime();
    }

    private static String tree(Path top) throws IOException {
        MessageDigest digest = sha256();
        boolean unix = top.getFileSystem().supportedFileAttributeViews().contains("unix");
        String facts = unix ? "unix:mode,uid,gid,size,lastModifiedTime" : "size,lastModifiedTime";
        try (Stream<Path> paths = Files.walk(top)) {
            for (Iterator<Path> each = paths.sorted().iterator(); each.hasNext(); ) {
                Path path = each.next();
                String line = top.relativize(path) + " "
                        + new TreeMap<>(Files.readAttributes(path, facts, LinkOption.NOFOLLOW_LINKS)) + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return hex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
