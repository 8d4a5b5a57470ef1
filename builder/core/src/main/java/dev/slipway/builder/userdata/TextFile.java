package dev.slipway.builder.userdata;

import dev.slipway.image.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writes texts as UTF-8 into files that appear whole.
public final class TextFile {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private TextFile() {}

    /// Writes a file. One that is there keeps its permissions; where it is a link, what it leads to is written.
    public static void write(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            Path target = file.toRealPath();
            PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
            write(target, text, view == null ? Set.of() : view.readAttributes().permissions());
        } else {
            write(file, text, Set.of());
        }
    }

    /// Writes a file that only its owner may read.
    public static void writePrivate(Path file, String text) throws IOException {
        write(file, text, OWNER_ONLY);
    }

    /// Writes bytes as they are into a file that only its owner may read.
    public static void writePrivate(Path file, byte[] bytes) throws IOException {
        write(file, bytes, OWNER_ONLY);
    }

    private static void write(Path file, String text, Set<PosixFilePermission> permissions) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8), permissions);
    }

    /// @param permissions empty for those that new files have
    private static void write(Path file, byte[] content, Set<PosixFilePermission> permissions) throws IOException {
        try (WholeFile whole = WholeFile.beside(file)) {
            PosixFileAttributeView view = Files.getFileAttributeView(whole.part(), PosixFileAttributeView.class);
            if (view != null && !permissions.isEmpty()) {
                view.setPermissions(permissions);
            }
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                whole.channel().write(bytes);
            }
            whole.complete();
        }
    }
}
