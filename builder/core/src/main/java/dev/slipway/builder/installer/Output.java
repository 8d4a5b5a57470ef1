package dev.slipway.builder.installer;

import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Extent;
import dev.slipway.image.Extent.ZeroExtent;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.image.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The file that a build writes.
record Output(Path file) {

    /// Finds out before the work what would only come out after it.
    void check(InstallerRequest request) {
        if (Files.isDirectory(file)) {
            throw Problem.usage("output.directory", "the output is a directory, not a file")
                    .at(file.toString())
                    .exception();
        }
        checkWritable();
        request.base().file().ifPresent(base -> refuse(base, "output.is-base", "the output is the base itself"));
        refuse(request.userData(), "output.is-input", "the output is the user-data itself");
        request.seed()
                .given()
                .forEach(input -> refuse(input, "output.is-input", "the output is a file that is baked in"));
        request.medium()
                .additions()
                .forEach((path, source) ->
                        refuse(source, "output.is-input", "the output is the file that becomes %s".formatted(path)));
    }

    private void checkWritable() {
        @Nullable Path place = file.toAbsolutePath().getParent();
        while (place != null && !Files.exists(place)) {
            place = place.getParent();
        }
        if (place != null && Files.isDirectory(place) && !Files.isWritable(place)) {
            throw Problem.environment("output.write", "the image cannot be written")
                    .at(file.toString())
                    .because("nothing may be written in " + place)
                    .fix("choose an --output in a directory that you may write")
                    .exception();
        }
    }

    private void refuse(Path input, String code, String what) {
        if (isSame(input)) {
            throw Problem.usage(code, what)
                    .at(file.toString())
                    .because("it would be lost")
                    .fix("choose another --output")
                    .exception();
        }
    }

    private boolean isSame(Path base) {
        try {
            return Files.exists(file) && Files.exists(base) && Files.isSameFile(base, file);
        } catch (IOException e) {
            return false;
        }
    }

    /// Writes the image.
    ///
    /// @param hashed whether what is written is hashed, too
    Optional<Sha256> write(Image image, boolean hashed, BuildListener listener) {
        long bytes = bytesOnDisk(image);
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
                WholeFile.removeAbandonedBeside(file);
                long room = Files.getFileStore(directory).getUsableSpace();
                if (room < bytes) {
                    throw full(bytes, room, null);
                }
            }
            if (hashed) {
                return Optional.of(image.writeHashedTo(file, listener::progress));
            }
            image.writeTo(file, listener::progress);
            return Optional.empty();
        } catch (IOException e) {
            if (EnvironmentProblems.isDiskFull(e)) {
                throw full(bytes, -1, e);
            }
            throw EnvironmentProblems.writing(e, file.toString());
        }
    }

    private static long bytesOnDisk(Image image) {
        return image.extents().stream()
                .filter(extent -> !(extent instanceof ZeroExtent))
                .mapToLong(Extent::length)
                .sum();
    }

    private dev.slipway.builder.problem.ProblemException full(long bytes, long room, @Nullable IOException cause) {
        String found = room < 0 ? "" : " and %d MB are free".formatted(room / 1_000_000);
        Problem problem = Problem.environment(
                        "disk.full",
                        "the disk is full: the image takes %d MB".formatted(Math.ceilDiv(bytes, 1_000_000)) + found)
                .at(file.toString());
        return cause == null ? problem.exception() : problem.exception(cause);
    }
}
