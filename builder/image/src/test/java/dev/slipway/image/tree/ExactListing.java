package dev.slipway.image.tree;

import dev.slipway.image.Image;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;

/// A tree as lines of text with all that is known of each node, to the nanosecond. For formats that keep everything;
/// see [TreeListing] for those that do not.
public final class ExactListing {

    private final IdentityHashMap<Node, String> seen = new IdentityHashMap<>();
    private final List<String> lines = new ArrayList<>();

    private ExactListing() {}

    /// All that is known of each node, the root included.
    public static List<String> of(Directory tree) {
        ExactListing listing = new ExactListing();
        listing.add("", tree);
        return listing.lines;
    }

    private void add(String path, Node node) {
        String first = seen.putIfAbsent(node, path);
        if (first != null) {
            lines.add(path + " = " + first);
            return;
        }
        lines.add("%s %s %s".formatted(path, kind(node), metadata(node.metadata())));
        if (node instanceof Directory directory) {
            directory.entries().forEach((name, child) -> add(path + "/" + text(name.bytes()), child));
        }
    }

    private static String kind(Node node) {
        return switch (node) {
            case Directory ignored -> "directory";
            case Node.RegularFile file -> "file %d %s".formatted(file.content().size(), digest(file.content()));
            case Node.Symlink link -> "-> " + text(link.target());
            case Node.Special special -> "%s %d:%d".formatted(special.kind(), special.major(), special.minor());
        };
    }

    private static String metadata(Metadata metadata) {
        StringBuilder text = new StringBuilder(
                "%04o %d:%d %s".formatted(metadata.permissions(), metadata.uid(), metadata.gid(), metadata.modified()));
        metadata.xattrs()
                .forEach((name, value) -> text.append(' ')
                        .append(name)
                        .append('=')
                        .append(HexFormat.of().formatHex(value)));
        return text.toString();
    }

    private static String digest(Image content) {
        try {
            return content.sha256().hex().substring(0, 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
