package dev.slipway.builder.output;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Extent;
import dev.slipway.image.Extent.ZeroExtent;
import dev.slipway.image.Image;
import dev.slipway.image.ImageWriter.Progress;
import dev.slipway.image.Sha256;
import dev.slipway.image.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The file that a build writes.
public record OutputFile(Path file) {

    /// Finds out before the work what would only come out after it.
    ///
    /// @throws ProblemException where nothing can be written there
    public void check() {
        if (Files.isDirectory(file)) {
            throw Problem.usage("output.directory", "the output is a directory, not a file")
                    .at(file.toString())
                    .exception();
        }
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

    /// Refuses to overwrite what the build reads.
    ///
    /// @param what one sentence that says what the output is
    /// @throws ProblemException where the output is that input
    public void refuse(Path input, String code, String what) {
        if (isSame(input)) {
            throw Problem.usage(code, what)
                    .at(file.toString())
                    .because("it would be lost")
                    .fix("choose another --output")
                    .exception();
        }
    }

    private boolean isSame(Path input) {
        try {
            return Files.exists(file) && Files.exists(input) && Files.isSameFile(input, file);
        } catch (IOException e) {
            return false;
        }
    }

    /// Makes the directory, and looks whether there is room.
    ///
    /// @param bytes that will be written
    /// @throws ProblemException where there is less
    public void prepare(long bytes) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
                WholeFile.removeAbandonedBeside(file);
                long room = Files.getFileStore(directory).getUsableSpace();
                if (room < bytes) {
                    throw full(bytes, " and %d MB are free".formatted(room / 1_000_000))
                            .exception();
                }
            }
        } catch (IOException e) {
            throw failed(e, bytes);
        }
    }

    /// Writes an image. The file appears when it is complete.
    public void write(Image image, Progress progress) {
        writing(image, () -> image.writeTo(file, progress));
    }

    /// Writes an image that none but its owner may read.
    public void writePrivate(Image image, Progress progress) {
        writing(image, () -> image.writePrivateTo(file, progress));
    }

    /// Writes an image and hashes what it writes.
    public Sha256 writeHashed(Image image, Progress progress) {
        Sha256[] digest = new Sha256[1];
        writing(image, () -> digest[0] = image.writeHashedTo(file, progress));
        return digest[0];
    }

    private void writing(Image image, Writing writing) {
        long bytes = bytesOnDisk(image);
        prepare(bytes);
        try {
            writing.run();
        } catch (IOException e) {
            throw failed(e, bytes);
        }
    }

    /// What can fail.
    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    /// The bytes that are not holes.
    public static long bytesOnDisk(Image image) {
        return image.extents().stream()
                .filter(extent -> !(extent instanceof ZeroExtent))
                .mapToLong(Extent::length)
                .sum();
    }

    /// What a failure of writing means.
    ///
    /// @param bytes that were to be written; 0 where nobody knows
    public ProblemException failed(IOException e, long bytes) {
        if (Diagnosis.isFullDisk(e)) {
            return full(bytes, "").exception(e);
        }
        return Problem.environment("output.write", "the image cannot be written")
                .at(file.toString())
                .because(Diagnosis.reason(e))
                .exception(e);
    }

    private Problem full(long bytes, String found) {
        String size = bytes == 0 ? "" : ": the image takes %d MB".formatted(Math.ceilDiv(bytes, 1_000_000));
        return Problem.environment("disk.full", "the disk is full" + size + found)
                .at(file.toString());
    }
}
