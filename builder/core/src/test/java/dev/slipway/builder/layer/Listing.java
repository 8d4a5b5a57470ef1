package dev.slipway.builder.layer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.TreeMap;

/// Trees as lines of text, in the notation of [LayerTar#of(String)].
final class Listing {

    private final IdentityHashMap<Node, String> seen = new IdentityHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final boolean full;
    private final Instant known;

    private Listing(boolean full, Instant known) {
        this.full = full;
        this.known = known;
    }

    /// Names, kinds, contents and hard links.
    static List<String> of(Directory tree) {
        Listing listing = new Listing(false, Instant.MAX);
        tree.entries().forEach((name, child) -> listing.add(text(name.bytes()), child));
        return listing.lines;
    }

    /// All that is known of each node, the root included; times in seconds.
    ///
    /// @param known from this time on, times of directories are not told: nobody wrote them into a layer
    static List<String> full(Directory tree, Instant known) {
        Listing listing = new Listing(true, known);
        listing.add("", tree);
        return listing.lines;
    }

    private void add(String path, Node node) {
        String first = seen.putIfAbsent(node, path);
        if (first != null) {
            lines.add(path + "=>" + first);
            return;
        }
        lines.add(path + kind(node) + (full ? " " + metadata(node) : ""));
        if (node instanceof Directory directory) {
            directory.entries().forEach((name, child) -> {
                String prefix = path.isEmpty() ? "" : path + "/";
                add(prefix + text(name.bytes()), child);
            });
        }
    }

    private static String kind(Node node) {
        return switch (node) {
            case Directory ignored -> "/";
            case Node.RegularFile file -> ":" + content(file.content());
            case Node.Symlink link -> "->" + text(link.target());
            case Node.Special special -> "*%s,%d,%d".formatted(special.kind(), special.major(), special.minor());
        };
    }

    private String metadata(Node node) {
        Metadata metadata = node.metadata();
        boolean isMade = node instanceof Directory && !metadata.modified().isBefore(known);
        TreeMap<String, String> xattrs = new TreeMap<>();
        metadata.xattrs().forEach((name, value) -> xattrs.put(name, text(value)));
        return "%o %d:%d @%s %s"
                .formatted(
                        metadata.permissions(),
                        metadata.uid(),
                        metadata.gid(),
                        isMade ? "?" : metadata.modified().getEpochSecond(),
                        xattrs);
    }

    private static String content(Image content) {
        try {
            return content.size() < 200
                    ? text(content.toByteArray(200))
                    : content.sha256().hex();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
