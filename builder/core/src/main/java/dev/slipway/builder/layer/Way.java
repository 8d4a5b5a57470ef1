package dev.slipway.builder.layer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.slipway.builder.layer.Slot.Leaf;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Node.Symlink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The way from the root to a directory, with symbolic links followed as a process would that has the root for its own
/// (chroot(2)): targets that are absolute start at the root, and `..` does not lead out of it. What is not there yet is
/// taken to be a directory, so that `..` behind it leads back. The specification is silent on all this; runtimes do the
/// same (filepath-securejoin in umoci, `RootPath` in containerd).
final class Way {

    /// `MAXSYMLINKS` of Linux.
    private static final int LINKS_MAX = 40;

    private final Folder root;
    private final LayerEntry entry;
    private final LayerBudget budget;
    private final List<Step> steps = new ArrayList<>();
    private int links;

    /// A name on the way, and what stands there now.
    private record Step(FileName name, @Nullable Slot slot) {}

    private Way(Folder root, LayerEntry entry, LayerBudget budget) {
        this.root = root;
        this.entry = entry;
        this.budget = budget;
    }

    /// Finds the way to a directory, which may not be there.
    ///
    /// @param entry that has to go there, for errors
    static Way to(List<FileName> directory, Folder root, LayerEntry entry, LayerBudget budget) {
        Way way = new Way(root, entry, budget);
        for (FileName name : directory) {
            way.enter(name);
        }
        return way;
    }

    private void enter(FileName name) {
        Slot slot = end() instanceof Folder folder ? folder.find(name) : null;
        if (slot instanceof Leaf(Symlink link, int ignored)) {
            follow(link);
            return;
        }
        if (steps.size() >= Directory.DEPTH_MAX - 1) {
            throw entry.refused("layer.too-deep", "lies deeper than %d levels".formatted(Directory.DEPTH_MAX));
        }
        steps.add(new Step(name, slot));
    }

    private @Nullable Slot end() {
        return steps.isEmpty() ? root : steps.getLast().slot;
    }

    private void follow(Symlink link) {
        if (++links > LINKS_MAX) {
            throw entry.refused(
                    "layer.link-loop",
                    "leads through more than %d symbolic links, or in a circle".formatted(LINKS_MAX));
        }
        String target = new String(link.target(), ISO_8859_1);
        if (target.startsWith("/")) {
            steps.clear();
        }
        for (String part : target.split("/", -1)) {
            budget.step(entry);
            switch (part) {
                case "", "." -> {}
                case ".." -> {
                    if (!steps.isEmpty()) {
                        steps.removeLast();
                    }
                }
                default -> enter(name(part));
            }
        }
    }

    private FileName name(String part) {
        try {
            return FileName.ofBytes(part.getBytes(ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw entry.refused("layer.malformed", "leads through a symbolic link to a name that is too long");
        }
    }

    /// The directory at the end of the way, or null where there is none.
    @Nullable
    Folder find() {
        return end() instanceof Folder folder ? folder : null;
    }

    /// The directory at the end of the way. What is missing is made: owned by root, mode 0755, and with the time
    /// 1970, so that the same layers always give the same tree.
    ///
    /// @param layer the number of the layer that puts something there
    Folder make(int layer) {
        Folder folder = root;
        for (Step step : steps) {
            Folder next = switch (step.slot) {
                case Folder known -> known;
                case Leaf ignored ->
                    throw entry.refused(
                            "layer.malformed", "lies below '%s', which is no directory".formatted(step.name));
                case null -> missing(folder, layer);
            };
            next.touch(layer);
            folder.put(step.name, next);
            folder = next;
        }
        return folder;
    }

    private Folder missing(Folder parent, int layer) {
        budget.impliedDirectory(entry);
        return new Folder(parent.metadataOfNewDirectory(), layer);
    }
}
