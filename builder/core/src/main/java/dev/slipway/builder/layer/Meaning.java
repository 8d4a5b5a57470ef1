package dev.slipway.builder.layer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.FileName;
import java.util.List;

/// What the name of an entry makes of it (OCI image specification 1.1, layer.md, "Whiteouts"). The entry's type does
/// not count: the specification speaks of empty files, but names none.
sealed interface Meaning {

    String WHITEOUT = ".wh.";
    String OPAQUE = ".wh..wh..opq";

    /// Markers of AUFS, which lie in layers that were made on it: a directory of hard links and one of orphans.
    String AUFS = ".wh..wh.";

    /// Something is added or replaced.
    record Change(List<FileName> path) implements Meaning {}

    /// One name of the layers below is hidden.
    record Whiteout(List<FileName> directory, FileName hidden) implements Meaning {}

    /// All of the layers below is hidden in a directory.
    record Opaque(List<FileName> directory) implements Meaning {}

    /// Bookkeeping of AUFS. Of no meaning to others, and hidden by the runtimes too.
    record Ignored() implements Meaning {}

    /// Understands the name of an entry.
    static Meaning of(LayerEntry entry) throws MalformedImageException {
        List<FileName> path = entry.member().path();
        // Nearly all names: spares a copy of each part.
        if (!entry.member().name().raw().contains(WHITEOUT)) {
            return new Change(path);
        }
        List<String> names =
                path.stream().map(name -> new String(name.bytes(), ISO_8859_1)).toList();
        String last = names.getLast();
        if (last.equals(OPAQUE)) {
            return inRealDirectory(entry, names, new Opaque(path.subList(0, path.size() - 1)));
        }
        if (names.stream().anyMatch(name -> name.startsWith(AUFS))) {
            return new Ignored();
        }
        if (!last.startsWith(WHITEOUT)) {
            return inRealDirectory(entry, names, new Change(path));
        }
        String hidden = last.substring(WHITEOUT.length());
        if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
            throw entry.refused("layer.malformed", "is a whiteout that names no file");
        }
        FileName name = FileName.ofBytes(hidden.getBytes(ISO_8859_1));
        return inRealDirectory(entry, names, new Whiteout(path.subList(0, path.size() - 1), name));
    }

    /// No directory can bear the name of a whiteout.
    private static Meaning inRealDirectory(LayerEntry entry, List<String> names, Meaning meaning) {
        if (names.subList(0, names.size() - 1).stream().anyMatch(name -> name.startsWith(WHITEOUT))) {
            throw entry.refused("layer.malformed", "lies below the name of a whiteout, which is no directory");
        }
        return meaning;
    }
}
