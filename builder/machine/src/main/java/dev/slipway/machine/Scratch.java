package dev.slipway.machine;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A directory for files in between; gone when closed.
public record Scratch(Path directory) implements AutoCloseable {

    /// A new one beside this file, hence on the same file system.
    public static Scratch beside(Path file) throws IOException {
        Path parent = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a root has nothing beside it");
        return new Scratch(Files.createTempDirectory(parent, "scratch"));
    }

    /// A new one among the system's temporary files.
    public static Scratch create() throws IOException {
        return new Scratch(Files.createTempDirectory("slipway-"));
    }

    /// The same, gone with this process at the latest, however it is ended but by force.
    public static Scratch createForProcess() throws IOException {
        return untilExit(create());
    }

    /// A new one beside this file, gone with this process at the latest. What a process that was ended by force left
    /// there is removed first.
    public static Scratch besideForProcess(Path file) throws IOException {
        return untilExit(new Scratch(LockedScratch.beside(file)));
    }

    private static Scratch untilExit(Scratch scratch) {
        AtExit.SCRATCHES.add(scratch);
        return scratch;
    }

    @Override
    public void close() throws IOException {
        AtExit.SCRATCHES.remove(this);
        delete(directory);
        LockedScratch.release(directory);
    }

    static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path place, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(place);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /// Removes what is left when the process ends.
    private static final class AtExit {
        static final Set<Scratch> SCRATCHES = ConcurrentHashMap.newKeySet();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(AtExit::remove, "remove scratch directories"));
        }

        private static void remove() {
            for (Scratch scratch : SCRATCHES) {
                try {
                    scratch.close();
                } catch (IOException e) {
                    // Somebody still writes there. It lies among the system's temporary files, which are removed too.
                }
            }
        }
    }
}
