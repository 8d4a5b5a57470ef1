package dev.slipway.builder.site;

import dev.slipway.builder.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds out whether Linux has an image attached as a disk, mounted or not: what is kept of it in memory would not
/// change with the file. (Documentation/ABI/testing/sysfs-block-loop tells of `backing_file`.)
record ImageUse(Path blockDevices) {

    static final ImageUse OF_SYSTEM = new ImageUse(Path.of("/sys/block"));

    /// @throws dev.slipway.builder.problem.ProblemException naming the device
    void refuse(Path image) throws IOException {
        if (!Files.isDirectory(blockDevices)) {
            return;
        }
        String real = image.toRealPath().toString();
        try (DirectoryStream<Path> loops = Files.newDirectoryStream(blockDevices, "loop*")) {
            for (Path loop : loops) {
                if (backingFile(loop).equals(real)) {
                    throw Problem.environment("site.in-use", "the image is attached as a disk")
                            .at(image.toString())
                            .because("/dev/%s is made of it".formatted(loop.getFileName()))
                            .fix(
                                    "unmount it and detach it with 'losetup -d /dev/%s', or write another file with --output"
                                            .formatted(loop.getFileName()))
                            .exception();
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static String backingFile(Path loop) {
        try {
            return Files.readString(loop.resolve("loop/backing_file"), StandardCharsets.UTF_8)
                    .stripTrailing();
        } catch (IOException e) {
            // Attached to nothing, or nothing that we may know.
            return "";
        }
    }
}
