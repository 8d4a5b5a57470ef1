package dev.slipway.builder.cache;

import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Sha256;
import dev.slipway.image.WholeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Files that depend on their inputs only and are costly to make, kept under the digest of those inputs. An entry
/// appears only when it is complete; builds that run at once, in this process or in several, make it once.
public final class BuildCache {

    private static final ConcurrentHashMap<Path, ReentrantLock> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    private final Path directory;

    public BuildCache(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /// The cache of the user: `$SLIPWAY_CACHE`, or `slipway` in `$XDG_CACHE_HOME`, or `~/.cache/slipway`.
    public static BuildCache ofUser() {
        return ofUser(System.getenv());
    }

    /// The same with the variables given.
    public static BuildCache ofUser(Map<String, String> environment) {
        String own = environment.get("SLIPWAY_CACHE");
        if (own != null && !own.isEmpty()) {
            return new BuildCache(Path.of(own));
        }
        String xdg = environment.get("XDG_CACHE_HOME");
        Path caches = xdg != null && !xdg.isEmpty() ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return new BuildCache(caches.resolve("slipway"));
    }

    /// Where the entries lie.
    public Path directory() {
        return directory;
    }

    /// The file for these inputs, made first where it is not there.
    ///
    /// @param kind what the file is, the name of a folder, such as `squashfs`
    /// @param key the digest of everything that decides the content
    /// @param maker writes the complete file to the path that it is given
    public Path get(String kind, Sha256 key, Maker maker) throws IOException {
        return get(kind, key, () -> {}, maker);
    }

    /// The same, telling when another build makes the file and this one waits for it.
    public Path get(String kind, Sha256 key, Runnable whenWaiting, Maker maker) throws IOException {
        Path file = place(kind, key.hex());
        if (Files.exists(file)) {
            return file;
        }
        return exclusively(kind, key.hex(), whenWaiting, place -> {
            if (!Files.exists(place)) {
                maker.make(place);
            }
            return place;
        });
    }

    /// Where an entry lies, or would.
    public Path place(String kind, String name) {
        return directory.resolve(kind).resolve(name);
    }

    /// Does something to an entry that nobody else does anything to meanwhile, in this process or in another.
    ///
    /// @param whenWaiting told once, before waiting for who is at it
    public <T> T exclusively(String kind, String name, Runnable whenWaiting, Action<T> action) throws IOException {
        Path folder = directory.resolve(kind);
        createDirectories(folder);
        Path lockFile = folder.resolve(name + ".lock");
        ReentrantLock local = IN_THIS_PROCESS.computeIfAbsent(lockFile, ignored -> new ReentrantLock());
        boolean told = !local.tryLock();
        if (told) {
            whenWaiting.run();
            local.lock();
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock(channel, told ? () -> {} : whenWaiting)) {
            if (!held.isValid()) {
                throw new AssertionError("the lock is held until it is closed");
            }
            WholeFile.removeAbandonedIn(folder);
            return action.on(folder.resolve(name));
        } finally {
            local.unlock();
        }
    }

    private static FileLock lock(FileChannel channel, Runnable whenWaiting) throws IOException {
        try {
            FileLock free = channel.tryLock();
            if (free != null) {
                return free;
            }
            whenWaiting.run();
            return channel.lock();
        } catch (OverlappingFileLockException e) {
            throw new AssertionError("the lock of this process is held", e);
        }
    }

    private static void createDirectories(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Problem.environment("cache.directory", "the cache cannot be made")
                    .at(folder.toString())
                    .because(String.valueOf(e.getMessage()))
                    .fix("set SLIPWAY_CACHE to a directory that can be written")
                    .exception(e);
        }
    }

    /// Makes an entry.
    @FunctionalInterface
    public interface Maker {
        void make(Path target) throws IOException;
    }

    /// Does something with the place of an entry.
    @FunctionalInterface
    public interface Action<T> {
        T on(Path place) throws IOException;
    }
}
