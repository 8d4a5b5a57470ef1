package dev.slipway.builder.problem;

import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the [Problem] behind any failure, so that each front door says the same of the same failure. What nobody
/// foresaw is our fault: a problem of kind [Problem.Kind#BUG].
public final class Diagnosis {

    private static final int CAUSES_MAX = 20;

    private Diagnosis() {}

    /// What went wrong.
    public static Problem of(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (cause instanceof ProblemException known) {
                return known.problem();
            }
            if (cause instanceof IOException io) {
                return of(io);
            }
            cause = cause.getCause();
        }
        return new Problem(
                "bug",
                Problem.Kind.BUG,
                "something that should not happen: " + failure,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Problem of(IOException failure) {
        if (failure instanceof MalformedImageException malformed) {
            return Problem.input("image.malformed", "%s: %s".formatted(malformed.structure(), malformed.problem()))
                    .at("byte " + malformed.offset());
        }
        if (isFullDisk(failure)) {
            Problem full = Problem.environment("disk.full", "the disk is full");
            return failure instanceof FileSystemException named && named.getFile() != null
                    ? full.at(named.getFile())
                    : full;
        }
        if (failure instanceof NoSuchFileException missing) {
            return Problem.input("file.missing", "there is no such file").at(String.valueOf(missing.getFile()));
        }
        if (failure instanceof AccessDeniedException denied) {
            return Problem.environment("file.denied", "the file may not be read or written")
                    .at(String.valueOf(denied.getFile()));
        }
        String message = failure.getMessage();
        return Problem.environment("io", "reading or writing failed")
                .because(message == null || message.isBlank() ? failure.toString() : message);
    }

    /// Whether there was no room left, or none for this user.
    public static boolean isFullDisk(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("not enough space") || message.contains("quota");
    }

    /// Why reading or writing failed, in words that name the file.
    public static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> missing.getFile() + " is not there";
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileSystemException failed
            when failed.getReason() != null -> failed.getFile() + ": " + failed.getReason();
            // The JDK's HTTP client says nothing more.
            case ConnectException silent when silent.getMessage() == null -> "nobody answers there";
            default -> Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
        };
    }
}
