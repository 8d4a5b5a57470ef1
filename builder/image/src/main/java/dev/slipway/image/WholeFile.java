package dev.slipway.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// A file that appears under its name only when it is whole: written beside the target, brought to the disk, renamed.
/// Closed without [#complete()], it leaves nothing behind. What a killed process left is removed by the next one that
/// writes the same file: whoever writes holds a lock on the part, and the system releases it with the process.
public final class WholeFile implements AutoCloseable {

    private static final int ATTEMPTS_MAX = 16;
    private static final String SUFFIX = "\\.[0-9a-z]{1,13}\\.part";

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private boolean complete;

    private WholeFile(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.channel = channel;
    }

    /// Begins a file that will become `target`. The directory must exist.
    public static WholeFile beside(Path target) throws IOException {
        Path directory = directoryOf(target);
        removeAbandonedBeside(target);
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            String random = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
            Path part = directory.resolve("." + target.getFileName() + "." + random + ".part");
            LiveParts.add(part);
            FileChannel channel = open(part);
            lock(channel);
            // Between its birth and its lock another process may have taken it for abandoned.
            if (Files.exists(part)) {
                return new WholeFile(target, part, channel);
            }
            channel.close();
            LiveParts.remove(part);
        }
        throw new IOException("somebody keeps removing what is written beside " + target);
    }

    /// Removes what killed processes left of this file.
    public static void removeAbandonedBeside(Path target) throws IOException {
        removeAbandoned(directoryOf(target), Pattern.quote("." + target.getFileName()) + SUFFIX);
    }

    /// Removes what killed processes left of any file in this directory.
    public static void removeAbandonedIn(Path directory) throws IOException {
        removeAbandoned(directory, "\\..+" + SUFFIX);
    }

    private static void removeAbandoned(Path directory, String name) throws IOException {
        Pattern pattern = Pattern.compile(name, Pattern.DOTALL);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                directory,
                file -> pattern.matcher(String.valueOf(file.getFileName())).matches())) {
            for (Path file : files) {
                // Never opened where it is our own: closing any channel would release the lock.
                if (!LiveParts.contains(file) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    removeUnlessLocked(file);
                }
            }
        } catch (DirectoryIteratorException | NoSuchFileException | AccessDeniedException e) {
            // A directory that cannot be listed may still be written; there is nothing to tidy up, or nobody may.
        }
    }

    private static void removeUnlessLocked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // Not ours to remove, or of a file system without locks: it stays.
        }
    }

    private static FileChannel open(Path part) throws IOException {
        try {
            FileChannel channel = FileChannel.open(
                    part, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
            if (LiveParts.isEnding()) {
                channel.close();
                Files.deleteIfExists(part);
                throw new IOException("the process is ending");
            }
            return channel;
        } catch (IOException e) {
            LiveParts.remove(part);
            throw e;
        }
    }

    private static void lock(FileChannel channel) {
        try {
            // Held until the channel is closed. Waits only for one who is just removing the part.
            FileLock held = channel.lock();
            assert held.isValid();
        } catch (IOException e) {
            // A file system without locks: what a killed process leaves there stays.
        }
    }

    private static Path directoryOf(Path target) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        if (directory == null) {
            throw new NoSuchFileException(target.toString(), null, "is not the name of a file");
        }
        return directory;
    }

    /// Keeps others than the owner from reading it, from before the first byte on, where the file system can.
    public void keepPrivate() throws IOException {
        if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /// The open file, to be written at any position.
    public FileChannel channel() {
        return channel;
    }

    /// Where the bytes lie until the file is complete.
    public Path part() {
        return part;
    }

    /// Brings the bytes to the disk and gives the file its name, replacing what had it before.
    public void complete() throws IOException {
        channel.force(true);
        completeUnforced();
    }

    /// As [#complete()], without waiting until the bytes are on the disk: for files that are verified whenever they are
    /// used.
    public void completeUnforced() throws IOException {
        // Renamed while it is locked, or it might be taken for abandoned in between.
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        complete = true;
        LiveParts.remove(part);
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!complete) {
            Files.deleteIfExists(part);
            LiveParts.remove(part);
        }
    }

    /// The parts that this process writes; removed when it is told to end (Ctrl-C, SIGTERM).
    private static final class LiveParts {
        private static final Set<Path> PARTS = ConcurrentHashMap.newKeySet();
        private static volatile boolean ending;

        static {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(LiveParts::removeAll));
        }

        static void add(Path part) {
            PARTS.add(part);
        }

        static void remove(Path part) {
            PARTS.remove(part);
        }

        static boolean contains(Path part) {
            return PARTS.contains(part.toAbsolutePath());
        }

        static boolean isEnding() {
            return ending;
        }

        private static void removeAll() {
            // Whoever begins a part now sees this and removes it again.
            ending = true;
            for (Path part : PARTS) {
                try {
                    Files.deleteIfExists(part);
                } catch (IOException e) {
                    // The process is ending: there is nobody left to tell, and the next build removes it.
                }
            }
        }
    }
}
