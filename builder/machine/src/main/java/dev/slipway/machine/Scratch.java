package dev.slipway.machine;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
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

    @Override
    public void close() throws IOException {
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
}
