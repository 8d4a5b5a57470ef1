package dev.slipway.image.iso9660;

import dev.slipway.image.Image;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// The contents of the files that are new, one behind the other: those asked for first, then in the order of the walk.
final class FileData {

    private final Set<Inode> order = new LinkedHashSet<>();
    private final Set<Inode> held = Collections.newSetFromMap(new IdentityHashMap<>());

    FileData(InodeTable inodes, List<String> first) {
        for (String path : first) {
            order.add(inodes.file("file to be placed first", path));
        }
        order.addAll(inodes.byPath().values());
    }

    /// Places all that has no place yet.
    ///
    /// @param elsewhere what is not for this region
    /// @return the block behind
    long place(long start, Predicate<Inode> elsewhere) {
        // All that is empty points at one block of zeros: a number that is valid and belongs to nobody else.
        long next = start + 1;
        for (Inode inode : order) {
            if (inode.isPlaced() || elsewhere.test(inode)) {
                continue;
            }
            if (inode.size() == 0) {
                inode.place(start);
                continue;
            }
            inode.place(next);
            held.add(inode);
            next += Blocks.covering(inode.size());
        }
        return next;
    }

    /// Whether the file was placed here.
    boolean holds(Inode inode) {
        return held.contains(inode);
    }

    /// The bytes of the region.
    Image encode() {
        List<Image> images = new ArrayList<>(2 * held.size() + 1);
        images.add(Image.zeros(Blocks.BLOCK_BYTES));
        for (Inode inode : order) {
            if (held.contains(inode)) {
                images.add(inode.content());
                images.add(Image.zeros(Blocks.covering(inode.size()) * Blocks.BLOCK_BYTES - inode.size()));
            }
        }
        return Image.concat(images);
    }
}
