package dev.slipway.builder.site;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.image.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;

/// What an image's site area held before it is changed in place: a file beside the image from before the first byte is
/// written until the last one is on the disk. One that is found tells of a change that was interrupted, and holds what
/// is needed to take it back. As secret as the image.
///
/// @param imageBytes the size of the image
/// @param offset where the area begins
/// @param before its bytes
record RewriteJournal(long imageBytes, long offset, Image before) {

    private static final byte[] MAGIC = "slipway rewrite 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final String SUFFIX = ".rewriting";
    private static final int DIGEST_BYTES = 32;
    private static final int HEAD_BYTES = MAGIC.length + 2 * Long.BYTES;

    static Path beside(Path image) {
        Path real = real(image);
        return real.resolveSibling(real.getFileName() + SUFFIX);
    }

    private static Path real(Path image) {
        try {
            return image.toRealPath();
        } catch (IOException e) {
            return image.toAbsolutePath();
        }
    }

    /// @throws ProblemException where a change of the image was interrupted
    static void refuseUnfinished(Path image) {
        if (Files.exists(beside(image))) {
            throw unfinished(image).exception();
        }
    }

    static Problem unfinished(Path image) {
        return Problem.input("site.interrupted", "a change of the image's site area was interrupted")
                .at(image.toString())
                .because("%s holds what was there before".formatted(beside(image)))
                .fix("change it again with 'slipway rewrite %s --user-data FILE', or take the change back with"
                                .formatted(image)
                        + " 'slipway rewrite %s --recover'".formatted(image));
    }

    /// The journal beside an image, where there is one.
    static Optional<RewriteJournal> read(Path image) throws IOException {
        Path file = beside(image);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (Files.size(file) > SiteMedium.AREA_BYTES_MAX + HEAD_BYTES + DIGEST_BYTES) {
            throw unsound(file);
        }
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length - DIGEST_BYTES;
        if (end < HEAD_BYTES
                || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))
                || !Arrays.equals(
                        Sha256.of(Arrays.copyOf(bytes, end)).bytes(), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw unsound(file);
        }
        ByteBuffer head = ByteBuffer.wrap(bytes, MAGIC.length, 2 * Long.BYTES);
        return Optional.of(new RewriteJournal(
                head.getLong(), head.getLong(), Image.ofBytes(Arrays.copyOfRange(bytes, HEAD_BYTES, end))));
    }

    private static ProblemException unsound(Path file) {
        return Problem.input("site.journal", "this does not hold what was in an image before it was changed")
                .at(file.toString())
                .fix("remove it, and take a copy of the image that is whole, or build it anew")
                .exception();
    }

    /// The image as it was before.
    Image over(Image image) {
        if (image.size() != imageBytes || offset < 0 || offset > imageBytes - before.size()) {
            throw Problem.input("site.journal", "what is kept of a change that was interrupted is of another image")
                    .because("that one has %d bytes, and this one %d".formatted(imageBytes, image.size()))
                    .fix("remove the file that ends in %s beside it".formatted(SUFFIX))
                    .exception();
        }
        return image.overlay(offset, before);
    }

    void writeBeside(Path image) throws IOException {
        byte[] area = before.toByteArray(SiteMedium.AREA_BYTES_MAX);
        byte[] bytes = ByteBuffer.allocate(HEAD_BYTES + area.length)
                .put(MAGIC)
                .putLong(imageBytes)
                .putLong(offset)
                .put(area)
                .array();
        Path file = beside(image);
        try (WholeFile whole = WholeFile.beside(file)) {
            PosixFileAttributeView view = Files.getFileAttributeView(whole.part(), PosixFileAttributeView.class);
            if (view != null) {
                view.setPermissions(PosixFilePermissions.fromString("rw-------"));
            }
            AreaWriter.writeFully(whole.channel(), ByteBuffer.wrap(bytes), 0);
            AreaWriter.writeFully(
                    whole.channel(), ByteBuffer.wrap(Sha256.of(bytes).bytes()), bytes.length);
            whole.complete();
        }
        sync(file);
    }

    static void removeBeside(Path image) throws IOException {
        Path file = beside(image);
        Files.deleteIfExists(file);
        sync(file);
    }

    /// Brings the file's name to the disk, or its absence.
    private static void sync(Path file) throws IOException {
        Path directory = file.getParent();
        if (directory == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some systems cannot open a directory; the file's bytes are on the disk in any case.
            return;
        }
    }
}
