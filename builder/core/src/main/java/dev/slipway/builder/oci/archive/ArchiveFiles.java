package dev.slipway.builder.oci.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.oci.layout.LayoutFiles;
import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.Node.Symlink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files of a tar, read inside of it. Links to files are followed within the archive: `docker save` links layers
/// that are the same.
record ArchiveFiles(Directory tree) implements LayoutFiles {

    private static final int LINKS_MAX = 8;

    @Override
    public Optional<Image> find(String path) {
        String place = path;
        for (int links = 0; links <= LINKS_MAX; links++) {
            @Nullable Node node = tree.find(place);
            if (node instanceof RegularFile file) {
                return Optional.of(file.content());
            }
            if (!(node instanceof Symlink link)) {
                return Optional.empty();
            }
            place = resolve(place, new String(link.target(), UTF_8));
        }
        return Optional.empty();
    }

    /// Where a link at `place` leads; above the archive's root is the root.
    private static String resolve(String place, String target) {
        Deque<String> path = new ArrayDeque<>();
        int slash = place.lastIndexOf('/');
        String from = target.startsWith("/") || slash < 0 ? "" : place.substring(0, slash);
        for (String part : (from + "/" + target).split("/", -1)) {
            if (part.equals("..")) {
                path.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                path.addLast(part);
            }
        }
        return String.join("/", path);
    }
}
