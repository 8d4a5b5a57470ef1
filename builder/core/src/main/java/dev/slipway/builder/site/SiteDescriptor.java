package dev.slipway.builder.site;

import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.iso9660.SiteArea;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The file `/slipway.json`, which tells where a site's own bytes lie, so that any program can change them without
/// knowing ISO 9660: write a file's content at its offset with zeros up to its capacity, and its size at each of the
/// given places, 4 bytes little-endian followed by 4 bytes big-endian.
///
/// @param flavour the boot flavour's name
/// @param offset where the area begins, in bytes from the start of the image
/// @param length its size in bytes
public record SiteDescriptor(String flavour, long offset, long length, List<SiteFile> files) {

    /// Where the file is on a medium.
    public static final String PATH = "slipway.json";

    /// Fixed, because what the file says depends on where it lies.
    private static final int SIZE_BYTES = 4096;

    private static final int VERSION = 1;

    /// More than any disk holds, and small enough to be added up.
    private static final long BYTES_MAX = 1L << 60;

    public SiteDescriptor {
        files = List.copyOf(files);
        checkRange("area", offset, length);
    }

    private static void checkRange(String what, long offset, long length) {
        if (offset < 0 || offset > BYTES_MAX || length < 0 || length > BYTES_MAX) {
            throw new IllegalArgumentException("%s: %d bytes from byte %d on".formatted(what, length, offset));
        }
    }

    /// A file of the area.
    ///
    /// @param path on the medium
    /// @param offset where its content begins
    /// @param capacity how long it may become
    /// @param sizeAt every place where its size stands
    public record SiteFile(String path, long offset, long capacity, List<Long> sizeAt) {
        public SiteFile {
            sizeAt = List.copyOf(sizeAt);
            checkRange(path, offset, capacity);
            sizeAt.forEach(place -> checkRange("size of " + path, place, Long.BYTES));
        }
    }

    /// What stands in for the file while its content is not known.
    public static Image placeholder() {
        return Image.zeros(SIZE_BYTES);
    }

    /// Describes an area that was laid out.
    public static SiteDescriptor of(String flavour, SiteArea area) {
        return new SiteDescriptor(
                flavour,
                area.offset(),
                area.length(),
                area.files().stream()
                        .map(file -> new SiteFile(
                                file.path(),
                                file.contentOffset(),
                                file.capacity(),
                                file.recordOffsets().stream()
                                        .map(record -> record + SiteArea.DATA_LENGTH_AT)
                                        .toList()))
                        .toList());
    }

    /// Reads the descriptor of a medium, where it has one.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it has one that cannot be understood
    public static Optional<SiteDescriptor> read(Directory medium) throws IOException {
        if (!(medium.find(PATH) instanceof RegularFile file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(file.content().toByteArray(SIZE_BYTES));
            if (json.required("slipway").asInt() != VERSION) {
                throw malformed("it is of version " + json.required("slipway").asInt(), null);
            }
            return Optional.of(decode(json));
        } catch (JacksonException | IllegalStateException | IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()), e);
        }
    }

    /// Reads what [#json()] wrote.
    ///
    /// @throws JacksonException where something is missing
    public static SiteDescriptor decode(JsonNode json) {
        JsonNode area = json.required("siteArea");
        List<SiteFile> files = new ArrayList<>();
        for (JsonNode file : area.required("files")) {
            List<Long> sizeAt = new ArrayList<>();
            file.required("sizeAt").forEach(place -> sizeAt.add(place.asLong()));
            files.add(new SiteFile(
                    file.required("path").asString(),
                    file.required("offset").asLong(),
                    file.required("capacity").asLong(),
                    sizeAt));
        }
        return new SiteDescriptor(
                json.required("flavour").asString(),
                area.required("offset").asLong(),
                area.required("length").asLong(),
                files);
    }

    private static dev.slipway.builder.problem.ProblemException malformed(
            String reason, @org.jspecify.annotations.Nullable Throwable cause) {
        Problem problem = Problem.input("site.descriptor", "the site descriptor cannot be understood")
                .at("/" + PATH)
                .because(reason);
        return cause == null ? problem.exception() : problem.exception(cause);
    }

    /// The bytes of the file.
    public Image encode() {
        byte[] bytes = json().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > SIZE_BYTES) {
            throw new IllegalStateException("descriptor of %d bytes, more than %d".formatted(bytes.length, SIZE_BYTES));
        }
        byte[] padded = new byte[SIZE_BYTES];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(bytes, 0, padded, 0, bytes.length);
        padded[SIZE_BYTES - 1] = '\n';
        return Image.ofBytes(padded);
    }

    /// The text of the file, without what pads it. Written by hand, so that baking needs no JSON library; flavours
    /// choose the paths, which hold nothing that would need an escape.
    public String json() {
        return String.format(
                // Digits of the user's own script would be none that a program reads.
                Locale.ROOT,
                """
                {
                  "slipway": %d,
                  "flavour": "%s",
                  "siteArea": {
                    "offset": %d,
                    "length": %d,
                    "files": [
                %s
                    ]
                  }
                }
                """,
                VERSION,
                flavour,
                offset,
                length,
                files.stream().map(SiteDescriptor::json).collect(Collectors.joining(",\n")));
    }

    private static String json(SiteFile file) {
        return String.format(
                Locale.ROOT,
                "      {\"path\": \"%s\", \"offset\": %d, \"capacity\": %d, \"sizeAt\": [%s]}",
                file.path(),
                file.offset(),
                file.capacity(),
                file.sizeAt().stream().map(Object::toString).collect(Collectors.joining(", ")));
    }
}
