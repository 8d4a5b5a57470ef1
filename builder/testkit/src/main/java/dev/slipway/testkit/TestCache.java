package dev.slipway.testkit;

import dev.slipway.machine.Scratch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Files that are dear to make and the same in every run: made once for all tests of a user, and found by the digest of
/// their recipe. A file there is whole, as it is made beside its place and then moved.
final class TestCache {

    private static final int DIGEST_CHARACTERS = 16;

    private TestCache() {}

    /// Makes a file.
    interface Maker {
        /// Makes it.
        ///
        /// @param target where to put it; its directory is there, and may be used for scratch files
        void make(Path target) throws IOException;
    }

    /// Gives the file, and makes it first where it is not there yet. Others who want the same file meanwhile wait.
    ///
    /// @param recipe everything that the file's content depends on
    static Path file(String name, String recipe, Maker maker) throws IOException {
        return file(root(), name, recipe, maker);
    }

    static synchronized Path file(Path root, String name, String recipe, Maker maker) throws IOException {
        Path directory = Files.createDirectories(root.resolve(digest(recipe)));
        Path file = directory.resolve(name);
        if (Files.exists(file)) {
            return file;
        }
        try (FileChannel channel = FileChannel.open(
                        directory.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            if (!Files.exists(file)) {
                makeWhole(file, maker);
            }
            return file;
        }
    }

    private static void makeWhole(Path file, Maker maker) throws IOException {
        try (Scratch scratch = Scratch.beside(file)) {
            Path fresh = scratch.directory().resolve(file.getFileName());
            maker.make(fresh);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path root() {
        String configured = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path caches = configured.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(configured);
        return caches.resolve("slipway-test");
    }

    private static String digest(String recipe) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(recipe.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
