package dev.slipway.builder.installer;

import dev.slipway.builder.flavour.SiteFiles;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.site.SiteDescriptor;
import dev.slipway.image.Image;
import dev.slipway.image.iso9660.SiteAreaRequest;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The files of a medium while it is put together: all belong to root, may be read by everybody, and bear one time.
final class MediumTree {

    private static final long BLOCK_BYTES = 2048;
    /// Room for the records of the site directory, in every hierarchy.
    private static final long SITE_RECORDS_BYTES = 64 * 1024;

    private final TreeBuilder tree;
    private final Metadata file;

    private MediumTree(TreeBuilder tree, Instant time) {
        this.tree = tree;
        this.file = Metadata.of(0444, time);
    }

    /// An empty medium.
    static MediumTree empty(Instant time) {
        return new MediumTree(new TreeBuilder(Metadata.of(0755, time)), time);
    }

    /// A medium that has files already.
    static MediumTree of(Directory existing, Instant time) {
        return new MediumTree(TreeBuilder.from(existing), time);
    }

    MediumTree put(String path, Image content) {
        tree.put(path, new RegularFile(file, content));
        return this;
    }

    MediumTree remove(String path) {
        tree.remove(TreeBuilder.names(path));
        return this;
    }

    MediumTree put(String path, String text) {
        return put(path, Image.ofBytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Puts the user's own files, which replace whatever the medium has in their place.
    MediumTree putAdditions(Map<String, Path> additions, SiteFiles site) throws IOException {
        for (Map.Entry<String, Path> addition : additions.entrySet()) {
            String path = addition.getKey();
            checkSource(path, addition.getValue());
            try {
                checkPlace(path, TreeBuilder.names(path), site);
                put(path, Image.ofFile(addition.getValue()));
            } catch (IllegalArgumentException e) {
                throw Problem.usage("add.path", "'%s' cannot be a path on the medium".formatted(path))
                        .because(String.valueOf(e.getMessage()))
                        .exception(e);
            }
        }
        return this;
    }

    private static void checkSource(String path, Path source) {
        if (!Files.isRegularFile(source)) {
            throw Problem.input("add.missing", "there is no such file to add")
                    .at(source.toString())
                    .because("it was to become %s on the medium".formatted(path))
                    .exception();
        }
    }

    private void checkPlace(String path, List<FileName> names, SiteFiles site) {
        if (names.isEmpty() || tree.find(names) instanceof Directory) {
            throw new IllegalArgumentException("it is a directory of the medium, and a file would replace all of it");
        }
        if (names.equals(TreeBuilder.names(SiteDescriptor.PATH))) {
            throw new IllegalArgumentException("a file of that name is made by the build");
        }
        for (String file : site.files().keySet()) {
            List<FileName> taken = TreeBuilder.names(site.pathOf(file));
            int common = Math.min(taken.size(), names.size());
            if (taken.subList(0, common).equals(names.subList(0, common))) {
                throw Problem.usage("add.user-data", "'%s' is where the user-data goes".formatted(path))
                        .fix("give it with --user-data")
                        .exception();
            }
        }
    }

    /// Puts the site's files and tells the room that they need.
    SiteAreaRequest putSite(SiteFiles site) {
        List<SiteAreaRequest.Slot> slots = new ArrayList<>();
        long capacity = SITE_RECORDS_BYTES;
        for (Map.Entry<String, byte[]> entry : site.files().entrySet()) {
            String path = site.pathOf(entry.getKey());
            put(path, Image.ofBytes(entry.getValue()));
            long room = site.slotBytes(entry.getKey());
            slots.add(new SiteAreaRequest.Slot(path, room));
            capacity += Math.ceilDiv(room, BLOCK_BYTES) * BLOCK_BYTES;
        }
        return new SiteAreaRequest(capacity, slots);
    }

    Directory build() {
        return tree.build();
    }
}
