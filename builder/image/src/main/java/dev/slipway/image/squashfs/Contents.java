package dev.slipway.image.squashfs;

import dev.slipway.image.Image;
import dev.slipway.image.ImageWriter.Progress;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// The contents of all files as they were written, each distinct content once.
///
/// @param blocks where the data blocks lie
/// @param placements for each file its blocks
/// @param fragments the data blocks that files share, in order: their place in here is the number of the fragment
record Contents(BlockTable blocks, IdentityHashMap<Node, FilePlacement> placements, List<Integer> fragments) {

    /// Writes the contents from `start` on.
    static Contents write(
            List<Node.RegularFile> files, SquashfsOptions options, FileChannel channel, long start, Progress progress)
            throws IOException {
        List<Image> all = files.stream().map(Node.RegularFile::content).toList();
        int[] firsts = Duplicates.find(all, options.threads());
        List<Image> distinct = new ArrayList<>();
        int[] indexes = new int[firsts.length];
        for (int i = 0; i < firsts.length; i++) {
            if (firsts[i] == i) {
                indexes[i] = distinct.size();
                distinct.add(all.get(i));
            } else {
                indexes[i] = indexes[firsts[i]];
            }
        }
        BlockSequence sequence =
                new BlockSequence(distinct.stream().map(Image::size).toList(), options);
        BlockTable blocks = DataWriter.write(Image.concat(distinct), sequence, options, channel, start, progress);
        IdentityHashMap<Node, FilePlacement> placements = new IdentityHashMap<>();
        for (int i = 0; i < indexes.length; i++) {
            placements.put(files.get(i), sequence.placements().get(indexes[i]));
        }
        return new Contents(blocks, placements, sequence.shared());
    }

    /// The entries of the fragment table, in order.
    List<FragmentEntry> fragmentEntries() {
        return fragments.stream()
                .map(block -> new FragmentEntry(blocks.start(block), blocks.size(block)))
                .toList();
    }

    FilePlacement placement(Node.RegularFile file) {
        FilePlacement placement = placements.get(file);
        if (placement == null) {
            throw new IllegalStateException("a file without a place");
        }
        return placement;
    }
}
