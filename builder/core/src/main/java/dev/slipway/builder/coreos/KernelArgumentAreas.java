package dev.slipway.builder.coreos;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.image.iso9660.IsoExtent;
import dev.slipway.image.iso9660.IsoTree;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The places in an image's boot menus that `/coreos/kargs.json` names: each holds the kernel arguments, a character
/// that ends them, and padding up to a fixed size, so that they change without anything being moved.
///
/// @param size of each place in bytes
/// @param areas the places
/// @param arguments what all of them hold
public record KernelArgumentAreas(int size, List<Area> areas, String arguments) {

    private static final String INFO = "coreos/kargs.json";
    private static final int INFO_BYTES_MAX = 64 << 10;
    private static final int AREAS_MAX = 64;

    /// What means something else to GRUB, and would have to be quoted for it alone.
    private static final String GRUB_SPECIAL = ";|&{}<>$\"'\\";

    /// coreos-installer takes no larger ones.
    private static final int SIZE_BYTES_MAX = 2048;

    public KernelArgumentAreas {
        areas = List.copyOf(areas);
    }

    /// One place.
    ///
    /// @param offset in bytes from the start of the image
    /// @param pad fills what is left over
    /// @param end stands behind the arguments
    public record Area(String path, long offset, char pad, char end) {}

    /// The places of an image, where it has any.
    ///
    /// @throws ProblemException where they cannot be understood, or do not agree
    public static Optional<KernelArgumentAreas> of(Image image, IsoTree tree) throws IOException {
        if (!(tree.root().find(INFO) instanceof RegularFile info)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JsonMapper.shared().readTree(info.content().toByteArray(INFO_BYTES_MAX));
            int size = json.required("size").asInt();
            List<Area> areas = new ArrayList<>();
            for (JsonNode file : json.required("files")) {
                areas.add(area(file, tree, size));
            }
            return Optional.of(read(image, size, areas));
        } catch (JacksonException | IllegalStateException | IllegalArgumentException e) {
            throw unsound(String.valueOf(e.getMessage()), e);
        }
    }

    private static Area area(JsonNode json, IsoTree tree, int size) {
        String path = json.required("path").asString();
        long offset = json.required("offset").asLong();
        if (!(tree.root().find(path) instanceof RegularFile file)) {
            throw unsound("it names /%s, which is not there".formatted(path), null);
        }
        List<IsoExtent> extents = tree.locationOf(file).extents();
        if (extents.size() != 1 || offset < 0 || offset > file.content().size() - size) {
            throw unsound("%d bytes from byte %d on are not within /%s".formatted(size, offset, path), null);
        }
        return new Area(
                path, extents.getFirst().offset() + offset, character(json, "pad", '#'), character(json, "end", '\n'));
    }

    private static char character(JsonNode json, String key, char fallback) {
        String text = json.hasNonNull(key) ? json.required(key).asString() : String.valueOf(fallback);
        if (text.length() != 1 || text.charAt(0) > 0x7E) {
            throw new IllegalArgumentException("'%s' is no single character".formatted(text));
        }
        return text.charAt(0);
    }

    private static KernelArgumentAreas read(Image image, int size, List<Area> areas) throws IOException {
        if (size <= 1 || size > SIZE_BYTES_MAX || areas.isEmpty() || areas.size() > AREAS_MAX) {
            throw unsound("%d places of %d bytes each".formatted(areas.size(), size), null);
        }
        List<String> found = new ArrayList<>();
        for (Area area : areas) {
            if (area.offset() > image.size() - size) {
                throw unsound("the place in /%s reaches beyond the image".formatted(area.path()), null);
            }
            found.add(arguments(image.slice(area.offset(), size).toByteArray(SIZE_BYTES_MAX), area));
        }
        if (Set.copyOf(found).size() > 1) {
            throw Problem.input("coreos.kargs", "the boot menus of the image do not have the same kernel arguments")
                    .at("/" + areas.get(1).path())
                    .because("one has '%s', another '%s'"
                            .formatted(
                                    found.getFirst(),
                                    found.stream()
                                            .filter(text -> !text.equals(found.getFirst()))
                                            .findFirst()
                                            .orElseThrow()))
                    .fix("reset them with 'coreos-installer iso kargs reset'")
                    .exception();
        }
        return new KernelArgumentAreas(size, areas, found.getFirst());
    }

    /// What stands in front of the last end and the padding.
    private static String arguments(byte[] bytes, Area area) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == area.pad()) {
            end--;
        }
        while (end > 0 && text.charAt(end - 1) == area.end()) {
            end--;
        }
        return text.substring(0, end).strip();
    }

    /// The image in which every place holds these arguments too.
    ///
    /// @throws ProblemException where they do not fit, or would end a place
    public Image with(List<String> more, Image image) {
        List<String> all = new ArrayList<>(List.of(arguments.split("\\s+")));
        Set<String> present = new HashSet<>(all);
        more.stream().filter(present::add).forEach(all::add);
        String text = String.join(" ", all).strip();
        if (text.equals(arguments)) {
            return image;
        }
        Image changed = image;
        for (Area area : areas) {
            changed = changed.overlay(area.offset(), Image.ofBytes(filled(text, area)));
        }
        return changed;
    }

    private byte[] filled(String text, Area area) {
        byte[] bytes = (text + area.end()).getBytes(StandardCharsets.UTF_8);
        boolean cutOff = text.indexOf(area.end()) >= 0 || text.endsWith(String.valueOf(area.pad()));
        if (cutOff || text.chars().anyMatch(c -> c < ' ' || GRUB_SPECIAL.indexOf(c) >= 0)) {
            throw Problem.usage("coreos.kargs", "the kernel arguments cannot stand in the boot menus")
                    .at("/" + area.path())
                    .because("'%s' holds a character that ends them or means something to GRUB".formatted(text))
                    .fix("leave out such characters in --kernel-arg: " + GRUB_SPECIAL)
                    .exception();
        }
        if (bytes.length > size) {
            throw Problem.usage("coreos.kargs", "the kernel arguments do not fit the boot menus")
                    .at("/" + area.path())
                    .because("together they have %d bytes, and the place %d".formatted(bytes.length, size))
                    .fix("leave out %d bytes of --kernel-arg".formatted(bytes.length - size))
                    .exception();
        }
        byte[] padded = Arrays.copyOf(bytes, size);
        Arrays.fill(padded, bytes.length, size, (byte) area.pad());
        return padded;
    }

    private static ProblemException unsound(String reason, @org.jspecify.annotations.Nullable Throwable cause) {
        Problem problem = Problem.input("coreos.kargs", "the image does not tell where its kernel arguments stand")
                .at("/" + INFO)
                .because(reason);
        return cause == null ? problem.exception() : problem.exception(cause);
    }
}
