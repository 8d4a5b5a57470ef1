package dev.slipway.builder.coreos;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.iso9660.IsoExtent;
import dev.slipway.image.iso9660.IsoTree;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where an image of CoreOS keeps room for an [IgnitionArchive]: a file of zeros that its boot loaders load as one more
/// initial file system, or a part of a file. `/coreos/igninfo.json` names it; images before that one have
/// `/images/ignition.img`, and the oldest a pointer in the system area, the first 32 KiB of a disk.
///
/// @param offset where it begins, in bytes from the start of the image
/// @param length how much it holds
public record EmbedArea(long offset, long length) {

    /// The directories of an image's root in which this looks.
    public static final Set<String> DIRECTORIES = Set.of("coreos", "images");

    /// Where most images have it.
    public static final String FILE = "images/ignition.img";

    private static final String INFO = "coreos/igninfo.json";
    private static final int INFO_BYTES_MAX = 64 << 10;
    private static final byte[] MAGIC = "coreiso+".getBytes(StandardCharsets.US_ASCII);
    private static final int POINTER_AT = (32 << 10) - 24;
    private static final int LENGTH_BYTES_MAX = 16 << 20;

    /// The area of an image, where it has one.
    ///
    /// @param tree of the image, with [#DIRECTORIES] at least
    /// @throws ProblemException where what names it cannot be understood
    public static Optional<EmbedArea> of(Image image, IsoTree tree) throws IOException {
        if (tree.root().find(INFO) instanceof RegularFile info) {
            return Optional.of(named(info, tree).within(image));
        }
        if (tree.root().find(FILE) instanceof RegularFile file) {
            return Optional.of(in(FILE, file, tree, 0, file.content().size()).within(image));
        }
        return pointedTo(image);
    }

    private static EmbedArea named(RegularFile info, IsoTree tree) throws IOException {
        try {
            JsonNode json = JsonMapper.shared().readTree(info.content().toByteArray(INFO_BYTES_MAX));
            String path = json.required("file").asString();
            if (!(tree.root().find(path) instanceof RegularFile file)) {
                throw unsound("it names /%s, which is not there".formatted(path), null);
            }
            long offset = json.hasNonNull("offset") ? json.required("offset").asLong() : 0;
            long length = json.hasNonNull("length")
                    ? json.required("length").asLong()
                    : file.content().size() - offset;
            return in(path, file, tree, offset, length);
        } catch (JacksonException | IllegalStateException | IllegalArgumentException e) {
            throw unsound(String.valueOf(e.getMessage()), e);
        }
    }

    private static EmbedArea in(String path, RegularFile file, IsoTree tree, long offset, long length) {
        List<IsoExtent> extents = tree.locationOf(file).extents();
        if (extents.size() != 1
                || offset < 0
                || length <= 0
                || offset > file.content().size()
                || length > file.content().size() - offset) {
            throw unsound(
                    "%d bytes from byte %d on are not within /%s, which has %d"
                            .formatted(length, offset, path, file.content().size()),
                    null);
        }
        return new EmbedArea(extents.getFirst().offset() + offset, length);
    }

    private static Optional<EmbedArea> pointedTo(Image image) throws IOException {
        try (ImageReader reader = ImageReader.of(image)) {
            ByteBuffer pointer = reader.read("pointer to the embed area", POINTER_AT, 24);
            byte[] magic = new byte[MAGIC.length];
            pointer.get(magic);
            return java.util.Arrays.equals(magic, MAGIC)
                    ? Optional.of(new EmbedArea(pointer.getLong(), pointer.getLong()).within(image))
                    : Optional.empty();
        }
    }

    private EmbedArea within(Image image) {
        if (offset < POINTER_AT || length <= 0 || length > LENGTH_BYTES_MAX || offset > image.size() - length) {
            throw unsound("%d bytes from byte %d on cannot be the embed area".formatted(length, offset), null);
        }
        return this;
    }

    /// Its bytes as they are.
    public byte[] content(Image image) throws IOException {
        return image.slice(offset, length).toByteArray(LENGTH_BYTES_MAX);
    }

    private static ProblemException unsound(String reason, @org.jspecify.annotations.Nullable Throwable cause) {
        Problem problem = Problem.input("coreos.igninfo", "the image does not tell where its Ignition config goes")
                .at("/" + INFO)
                .because(reason);
        return cause == null ? problem.exception() : problem.exception(cause);
    }
}
