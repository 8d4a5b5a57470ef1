package dev.slipway.machine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// Scratch directories that bear a lock, which the system releases with the process: what is not locked was left by one
/// that was ended by force.
final class LockedScratch {

    private static final String LOCK = ".lock";
    private static final int ATTEMPTS_MAX = 16;

    /// Those of this process. They are never opened a second time: closing any channel would release the lock.
    private static final Map<Path, FileChannel> OURS = new ConcurrentHashMap<>();

    private LockedScratch() {}

    /// A new directory, after those were removed that are left of this file.
    static Path beside(Path file) throws IOException {
        Path parent = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a root has nothing beside it");
        String prefix = "." + file.getFileName() + ".scratch-";
        removeAbandoned(parent, prefix);
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            Path directory = Files.createTempDirectory(parent, prefix);
            FileChannel channel =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            OURS.put(directory, channel);
            lock(channel);
            // Between its birth and its lock another process may have taken it for abandoned.
            if (Files.exists(directory.resolve(LOCK))) {
                return directory;
            }
            release(directory);
        }
        throw new IOException("somebody keeps removing what is made beside " + file);
    }

    private static void lock(FileChannel channel) {
        try {
            FileLock held = channel.lock();
            assert held.isValid();
        } catch (IOException e) {
            // A file system without locks: what a killed process leaves there stays.
        }
    }

    /// After the directory is gone.
    static void release(Path directory) throws IOException {
        FileChannel channel = OURS.remove(directory);
        if (channel != null) {
            channel.close();
        }
    }

    private static void removeAbandoned(Path parent, String prefix) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(
                parent, path -> String.valueOf(path.getFileName()).startsWith(prefix))) {
            for (Path directory : found) {
                if (!OURS.containsKey(directory) && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                    removeUnlessLocked(directory);
                }
            }
        }
    }

    private static void removeUnlessLocked(Path directory) {
        try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held != null) {
                Scratch.delete(directory);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // Not ours to remove, just being made, or of a file system without locks: it stays.
        }
    }
}
