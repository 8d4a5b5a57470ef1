package dev.slipway.builder.installer;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.flavour.SiteFiles;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SiteDescriptor;
import dev.slipway.builder.site.SiteMedium;
import dev.slipway.image.Image;
import dev.slipway.image.hybrid.HybridIso;
import dev.slipway.image.iso9660.IsoExtent;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The site that a base has already. Its place is used again where it can be; where a new one is needed, what the old
/// one held is made zeros, or its secrets would lie in the new image, seen by nobody.
///
/// @param base the whole of it
/// @param medium its place for a site's files, where it has a sound one
record FormerSite(HybridIso base, Optional<SiteMedium> medium) {

    private static final long BLOCK_BYTES = 2048;

    static FormerSite of(HybridIso base) throws IOException {
        try {
            Optional<SiteDescriptor> descriptor =
                    SiteDescriptor.read(base.tree().root());
            if (descriptor.isEmpty() || !isTrue(descriptor.get(), base)) {
                return new FormerSite(base, Optional.empty());
            }
            Flavour flavour = Flavour.named(descriptor.get().flavour());
            return new FormerSite(base, Optional.of(SiteMedium.of(base.image(), flavour, descriptor.get())));
        } catch (ProblemException e) {
            // Not as we make them: it is no better than none.
            return new FormerSite(base, Optional.empty());
        }
    }

    /// Whether the files of the medium lie where the descriptor says.
    private static boolean isTrue(SiteDescriptor descriptor, HybridIso base) {
        return descriptor.files().stream().allMatch(file -> {
            if (!(base.tree().root().find(file.path()) instanceof RegularFile node)) {
                return false;
            }
            List<IsoExtent> extents = base.tree().locationOf(node).extents();
            return extents.isEmpty() || extents.getFirst().offset() == file.offset();
        });
    }

    /// The base with another site in the same place, where it has one of this flavour in which the content fits.
    Optional<SiteMedium> with(Flavour flavour, SiteContent content) throws IOException {
        if (medium.isEmpty() || !medium.get().flavour().equals(flavour)) {
            return Optional.empty();
        }
        try {
            Image image = medium.get().with(content);
            return Optional.of(SiteMedium.of(image, flavour, medium.get().descriptor()));
        } catch (ProblemException e) {
            // It does not fit. Where that is not the reason, a new place will not help, and the reason be told.
            return Optional.empty();
        }
    }

    /// Takes the site's files out of a tree: another flavour may have its own elsewhere.
    void removeFrom(MediumTree tree) {
        medium.ifPresent(site -> site.descriptor().files().forEach(file -> tree.remove(file.path())));
    }

    /// An image in which nothing is left of the former site.
    ///
    /// @param image made of the base, which lies at its beginning
    /// @param site the new site's files, which may have replaced files of the base
    /// @param tree the files of the image
    Image blankedIn(Image image, SiteFiles site, Directory tree) {
        List<Range> dead = new ArrayList<>();
        medium.map(SiteMedium::descriptor).ifPresent(area -> dead.add(new Range(area.offset(), area.length())));
        for (String name : site.files().keySet()) {
            if (base.tree().root().find(site.pathOf(name)) instanceof RegularFile replaced) {
                base.tree().locationOf(replaced).extents().forEach(extent -> dead.add(Range.blocksOf(extent)));
            }
        }
        if (dead.isEmpty()) {
            return image;
        }
        List<Range> live = live(tree);
        Image blanked = image;
        for (Range range : dead) {
            for (Range part : range.without(live)) {
                blanked = blanked.overlay(part.offset(), Image.zeros(part.length()));
            }
        }
        return blanked;
    }

    /// Where the files of the base lie that are still files of the image.
    private List<Range> live(Directory tree) {
        Set<Node> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        tree.walk((path, node) -> kept.add(node));
        List<Range> live = new ArrayList<>();
        base.tree().locations().forEach((node, location) -> {
            if (kept.contains(node)) {
                location.extents().forEach(extent -> live.add(Range.blocksOf(extent)));
            }
        });
        return live;
    }

    /// Bytes of an image.
    private record Range(long offset, long length) {

        /// A file owns all of its last block.
        static Range blocksOf(IsoExtent extent) {
            return new Range(extent.offset(), Math.ceilDiv(extent.length(), BLOCK_BYTES) * BLOCK_BYTES);
        }

        long end() {
            return offset + length;
        }

        List<Range> without(List<Range> others) {
            List<Range> left = List.of(this);
            for (Range other : others) {
                List<Range> next = new ArrayList<>();
                left.forEach(part -> part.cut(other, next));
                left = next;
            }
            return left;
        }

        private void cut(Range other, List<Range> into) {
            if (other.end() <= offset || other.offset() >= end()) {
                into.add(this);
                return;
            }
            if (other.offset() > offset) {
                into.add(new Range(offset, other.offset() - offset));
            }
            if (other.end() < end()) {
                into.add(new Range(other.end(), end() - other.end()));
            }
        }
    }
}
