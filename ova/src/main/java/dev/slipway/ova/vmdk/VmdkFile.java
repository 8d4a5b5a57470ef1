package dev.slipway.ova.vmdk;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.ImageWriter.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A VMDK of one file, streamOptimized or monolithicSparse, whoever wrote it. Opening it reads and checks its
/// tables; the grains are checked when they are read. Safe for use by several threads.
public final class VmdkFile {

    /// The size of the grains that we write.
    public static final int GRAIN_BYTES = Grain.BYTES;

    /// What a grain that is stored takes in the file, with its marker.
    public static final long STORED_GRAIN_BYTES = StoredGrain.FILE_BYTES;

    private final Image file;
    private final VmdkLayout layout;

    /// The sectors that each grain takes, once somebody asked.
    private int @Nullable [] sizes;

    /// The last plan: all sites of an appliance have the same one.
    private @Nullable GrainReplacement replacement;

    private VmdkFile(Image file, VmdkLayout layout) {
        this.file = file;
        this.layout = layout;
    }

    /// Opens a file.
    ///
    /// @throws MalformedImageException where it is no VMDK, is damaged, or is of a kind that is not read
    public static VmdkFile open(Image file) throws IOException {
        try (ImageReader reader = ImageReader.of(file)) {
            return new VmdkFile(file, VmdkLayout.read(reader));
        }
    }

    /// The size of the disk in bytes.
    public long capacityBytes() {
        return layout.header().capacity() * SparseExtentHeader.SECTOR_BYTES;
    }

    /// `streamOptimized` or `monolithicSparse`.
    public String createType() {
        return layout.descriptor().createType();
    }

    /// The CID, 32 bits.
    public int contentId() {
        return layout.descriptor().contentId();
    }

    /// The size of a grain, in sectors of 512 bytes.
    public int grainSectors() {
        return (int) layout.header().grainSize();
    }

    /// How many grains the file has; the rest of the disk is zeros.
    public long grainCount() {
        return layout.places().count();
    }

    /// The bytes of the disk that are in the file, whole grains.
    public long populatedBytes() {
        long bytes = grainCount() * layout.header().grainBytes();
        int last = layout.places().count() - 1;
        if (last < 0 || layout.places().number(last) != layout.header().grains() - 1) {
            return bytes;
        }
        long beyond = layout.header().grains() * layout.header().grainBytes() - capacityBytes();
        return bytes - beyond;
    }

    /// Where in the file a grain lies, marker and all.
    ///
    /// @throws IllegalArgumentException where the file does not have it
    public long grainOffset(long number) {
        int index = layout.places().indexOf(Math.toIntExact(number));
        if (index >= 0) {
            return layout.places().sector(index) * SparseExtentHeader.SECTOR_BYTES;
        }
        throw new IllegalArgumentException("the file has no grain " + number);
    }

    /// Whether it can be put into an OVA as it is: streamOptimized as [VmdkWriter] and VMware's own tools write it,
    /// with grains of 64 KiB, deflated, behind markers, and a footer.
    public boolean isReusable() {
        SparseExtentHeader header = layout.header();
        return layout.hasFooter()
                && createType().equals(DiskDescriptor.STREAM_OPTIMIZED)
                && header.equals(SparseExtentHeader.streamOptimized(header.capacity(), header.directory())
                        .withDescriptor(header.descriptorOffset(), header.descriptorSize()));
    }

    /// Writes the disk as a sparse file, which appears when it is whole and every grain was sound.
    ///
    /// @param progress is told bytes of the disk
    public void expandTo(Path raw, Progress progress) throws IOException {
        VmdkExpansion.toFile(file, layout, raw, progress);
    }

    /// Reads every grain, and ends quietly where each is sound.
    ///
    /// @param progress is told bytes of the disk
    /// @throws MalformedImageException where one is not
    public void verify(Progress progress) throws IOException {
        VmdkExpansion.verify(file, layout, progress);
    }

    /// This file with some grains replaced or added. Nothing is written, and no content copied. Each such grain is
    /// stored without being deflated, so it takes the same room whatever it holds: the images for the same set of
    /// numbers have the same length, and differ in the contents and their checksums only.
    ///
    /// @param contents by the number of the grain, which is its first sector by 128; 65,536 bytes each
    /// @throws IllegalStateException where this file is not [#isReusable()]
    /// @throws MalformedImageException where markers and tables do not agree
    public Image withGrains(SortedMap<Long, Image> contents) throws IOException {
        if (!isReusable()) {
            throw new IllegalStateException("a %s VMDK of another kind than those we write".formatted(createType()));
        }
        for (Map.Entry<Long, Image> content : contents.entrySet()) {
            if (content.getKey() < 0 || content.getKey() >= layout.header().grains()) {
                throw new IllegalArgumentException("there is no grain " + content.getKey());
            }
            if (content.getValue().size() != Grain.BYTES) {
                throw new IllegalArgumentException("grain %d has %d bytes"
                        .formatted(content.getKey(), content.getValue().size()));
            }
        }
        return replacement(contents.keySet()).with(contents);
    }

    private synchronized GrainReplacement replacement(Set<Long> numbers) throws IOException {
        GrainReplacement last = replacement;
        if (last == null || !last.numbers().equals(numbers)) {
            SortedSet<Long> kept = Collections.unmodifiableSortedSet(new TreeSet<>(numbers));
            last = GrainReplacement.plan(file, layout, sizes(), kept);
            replacement = last;
        }
        return last;
    }

    private int[] sizes() throws IOException {
        int[] known = sizes;
        if (known == null) {
            known = new int[layout.places().count()];
            try (GrainReader reader = new GrainReader(file, layout)) {
                for (int i = 0; i < known.length; i++) {
                    known[i] = (int) reader.marker(i).sectors();
                }
            }
            sizes = known;
        }
        return known;
    }
}
