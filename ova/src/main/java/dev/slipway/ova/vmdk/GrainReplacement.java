package dev.slipway.ova.vmdk;

import dev.slipway.image.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;

/// A streamOptimized file with room for some grains anew: everything but these grains, which follows from their numbers
/// alone. Each takes the same room whatever it holds, so that all images made of it have the same length and differ in
/// the grains' contents only.
///
/// @param numbers of the grains
/// @param between what stands before the first of them, between each two, and behind the last
record GrainReplacement(SortedSet<Long> numbers, List<Image> between) {

    /// Plans it.
    ///
    /// @param file the base
    /// @param sizes the sectors that each of its grains takes, in the order of the disk
    static GrainReplacement plan(Image file, VmdkLayout layout, int[] sizes, SortedSet<Long> numbers)
            throws IOException {
        return new Planner(file, layout, sizes).plan(numbers);
    }

    /// The file with these contents.
    Image with(SortedMap<Long, Image> contents) throws IOException {
        List<Image> parts = new ArrayList<>();
        int i = 0;
        for (Map.Entry<Long, Image> content : contents.entrySet()) {
            parts.add(between.get(i++));
            parts.add(StoredGrain.image(content.getKey(), content.getValue()));
        }
        parts.add(between.get(i));
        return Image.concat(parts);
    }

    private static final class Planner {
        private final Image file;
        private final VmdkLayout layout;
        private final GrainPlaces old;
        private final int[] sizes;
        private final GrainPlaces.Builder places = new GrainPlaces.Builder();
        private final List<Image> between = new ArrayList<>();

        /// What is copied next: from there, so many sectors.
        private long runStart;

        private long runSectors = Grain.OVERHEAD_SECTORS;
        private List<Image> runs = new ArrayList<>();
        private long sector = Grain.OVERHEAD_SECTORS;

        Planner(Image file, VmdkLayout layout, int[] sizes) {
            this.file = file;
            this.layout = layout;
            this.sizes = sizes;
            old = layout.places();
        }

        GrainReplacement plan(SortedSet<Long> numbers) throws IOException {
            int from = 0;
            for (long number : numbers) {
                for (; from < old.count() && old.number(from) < number; from++) {
                    keep(from);
                }
                from += from < old.count() && old.number(from) == number ? 1 : 0;
                endRun();
                between.add(Image.concat(runs));
                runs = new ArrayList<>();
                place((int) number, StoredGrain.FILE_SECTORS);
            }
            for (; from < old.count(); from++) {
                keep(from);
            }
            endRun();
            byte[] tail =
                    StreamTail.encode(places.build(), sector, layout.header().capacity());
            runs.add(Image.ofBytes(tail));
            between.add(Image.concat(runs));
            return new GrainReplacement(numbers, between);
        }

        private void keep(int index) throws IOException {
            if (old.sector(index) != runStart + runSectors) {
                endRun();
                runStart = old.sector(index);
            }
            runSectors += sizes[index];
            place(old.number(index), sizes[index]);
        }

        private void endRun() {
            runs.add(file.slice(
                    runStart * SparseExtentHeader.SECTOR_BYTES, runSectors * SparseExtentHeader.SECTOR_BYTES));
            runStart += runSectors;
            runSectors = 0;
        }

        private void place(int number, long sectors) throws IOException {
            if (sector > Grain.FILE_SECTORS_MAX) {
                throw new IOException("the VMDK would become larger than 2 TiB, where its numbers of sectors end");
            }
            places.add(number, sector);
            sector += sectors;
        }
    }
}
