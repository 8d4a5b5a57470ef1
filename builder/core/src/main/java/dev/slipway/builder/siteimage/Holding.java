package dev.slipway.builder.siteimage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/// Tells builds, of this process and of others, that a file is being read and must stay for now. The lock is on a file
/// beside: one on the file itself would end as soon as anybody in this process closes it.
final class Holding implements AutoCloseable {

    private static final Map<Path, Holding> HELD = new HashMap<>();

    private final Path file;
    private final FileChannel channel;
    private int holders = 1;

    private Holding(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Holds a file until the result is closed, once for each call.
    static Holding of(Path file) throws IOException {
        synchronized (HELD) {
            Path key = file.toRealPath();
            Holding before = HELD.get(key);
            if (before != null) {
                before.holders++;
                return before;
            }
            Holding first = new Holding(key, lockShared(key, mark(key)));
            HELD.put(key, first);
            return first;
        }
    }

    private static Path mark(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".held");
    }

    private static FileChannel lockShared(Path file, Path mark) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    mark, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (FileSystemException e) {
            // Where nothing can be written, nobody removes anything either.
            return FileChannel.open(file, StandardOpenOption.READ);
        }
        try {
            FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true);
            assert shared == null || shared.isShared();
        } catch (IOException e) {
            // A file system without locks: a build may remove what is being read.
        }
        return channel;
    }

    /// Removes a file that nobody holds.
    static void removeUnlessHeld(Path file) throws IOException {
        synchronized (HELD) {
            if (!Files.exists(file) || HELD.containsKey(file.toRealPath())) {
                return;
            }
            Path mark = mark(file);
            if (!Files.exists(mark)) {
                Files.deleteIfExists(file);
                return;
            }
            try (FileChannel channel = FileChannel.open(mark, StandardOpenOption.WRITE);
                    FileLock free = channel.tryLock()) {
                if (free != null) {
                    Files.deleteIfExists(file);
                    Files.deleteIfExists(mark);
                }
            } catch (OverlappingFileLockException e) {
                throw new AssertionError("what this process holds is known", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            if (--holders == 0) {
                HELD.remove(file);
                channel.close();
            }
        }
    }
}
