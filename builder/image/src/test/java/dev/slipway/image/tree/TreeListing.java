package dev.slipway.image.tree;

import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.Node.Special;
import dev.slipway.image.tree.Node.Symlink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// A tree as lines of text, for comparing two of them: path, kind, content, and the aspects asked for.
public final class TreeListing {

    /// What of a node is listed beside its path, kind and content.
    public enum Aspect {
        MODE,
        OWNER,
        /// Whole seconds.
        MODIFIED,
        XATTRS,
        /// The first path of a node that has several.
        HARD_LINKS
    }

    private final Set<Aspect> aspects;
    private final IdentityHashMap<Node, String> firstPaths = new IdentityHashMap<>();
    private final List<String> lines = new ArrayList<>();

    private TreeListing(Set<Aspect> aspects) {
        this.aspects = aspects;
    }

    public static List<String> of(Directory tree, Aspect... aspects) {
        Set<Aspect> set = EnumSet.noneOf(Aspect.class);
        set.addAll(Arrays.asList(aspects));
        TreeListing listing = new TreeListing(set);
        listing.add("", tree);
        return listing.lines;
    }

    private void add(String path, Node node) {
        String first = firstPaths.putIfAbsent(node, path);
        lines.add(path + " " + content(node) + aspects(node)
                + (first != null && aspects.contains(Aspect.HARD_LINKS) ? " = " + first : ""));
        if (node instanceof Directory directory) {
            directory
                    .entries()
                    .forEach((name, child) ->
                            add(path + "/" + new String(name.bytes(), StandardCharsets.ISO_8859_1), child));
        }
    }

    private static String content(Node node) {
        try {
            return switch (node) {
                case Directory ignored -> "directory";
                case RegularFile file ->
                    "file of %d bytes %s"
                            .formatted(file.content().size(), file.content().sha256());
                case Symlink link -> "-> " + HexFormat.of().formatHex(link.target());
                case Special special -> special.kind() + " " + special.major() + ":" + special.minor();
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String aspects(Node node) {
        Metadata metadata = node.metadata();
        StringBuilder text = new StringBuilder();
        if (aspects.contains(Aspect.MODE)) {
            text.append(" 0%o".formatted(metadata.permissions()));
        }
        if (aspects.contains(Aspect.OWNER)) {
            text.append(" %d:%d".formatted(metadata.uid(), metadata.gid()));
        }
        if (aspects.contains(Aspect.MODIFIED)) {
            text.append(" @").append(metadata.modified().getEpochSecond());
        }
        if (aspects.contains(Aspect.XATTRS)) {
            metadata.xattrs()
                    .forEach((name, value) -> text.append(" ")
                            .append(name)
                            .append("=")
                            .append(HexFormat.of().formatHex(value)));
        }
        return text.toString();
    }
}
