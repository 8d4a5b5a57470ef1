package dev.slipway.builder.installer;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/// What the operating system refused, in words.
final class EnvironmentProblems {

    private EnvironmentProblems() {}

    static ProblemException reading(IOException e, String base) {
        if (isDiskFull(e)) {
            return Problem.environment("disk.full", "there is no room for what is kept of the base")
                    .at(base)
                    .because(reason(e))
                    .fix("free some room, or set SLIPWAY_CACHE to a directory on another disk")
                    .exception(e);
        }
        return Problem.input("input.unreadable", "an input cannot be read")
                .at(base)
                .because(reason(e))
                .exception(e);
    }

    static ProblemException writing(IOException e, String file) {
        return Problem.environment("output.write", "the image cannot be written")
                .at(file)
                .because(reason(e))
                .exception(e);
    }

    static boolean isDiskFull(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("not enough space") || message.contains("quota");
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> missing.getFile() + " is not there";
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileSystemException failed
            when failed.getReason() != null -> failed.getFile() + ": " + failed.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
