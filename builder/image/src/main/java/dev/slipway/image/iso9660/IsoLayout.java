package dev.slipway.image.iso9660;

import dev.slipway.image.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A planned ISO 9660 image: every extent has its block, every table its bytes. Nothing was written and no file's
/// content was read, but for boot files that carry a checksum of themselves.
///
/// The parts lie in this order: system area (left to the caller), descriptors, path tables, directories and boot
/// catalog; the reserved region and the partition's own descriptors and tables, where asked for; file data; the site
/// area.
public final class IsoLayout {

    private final long blocks;
    private final List<LayoutRegion> regions;
    private final Optional<SiteArea> siteArea;
    private final OptionalLong partitionBlock;
    private final OptionalLong reservedBlock;
    private final OptionalLong catalogBlock;
    private final InodeTable inodes;

    IsoLayout(
            long blocks,
            List<LayoutRegion> regions,
            Optional<SiteArea> siteArea,
            OptionalLong partitionBlock,
            OptionalLong reservedBlock,
            OptionalLong catalogBlock,
            InodeTable inodes) {
        this.blocks = blocks;
        this.regions = regions.stream()
                .sorted(Comparator.comparingLong(LayoutRegion::block))
                .toList();
        this.siteArea = siteArea;
        this.partitionBlock = partitionBlock;
        this.reservedBlock = reservedBlock;
        this.catalogBlock = catalogBlock;
        this.inodes = inodes;
    }

    /// Plans an image.
    ///
    /// @throws IllegalArgumentException where the request contradicts itself or the format
    /// @throws IOException where a boot file that needs a checksum cannot be read
    public static IsoLayout plan(IsoRequest request) throws IOException {
        return new IsoPlanner(request).plan();
    }

    /// The image: all regions in their places and zeros in between. For a graft see [#over].
    public Image image() {
        List<Image> parts = new ArrayList<>();
        long end = 0;
        for (LayoutRegion region : regions) {
            parts.add(Image.zeros(region.offset() - end));
            parts.add(region.content());
            end = region.offset() + region.content().size();
        }
        parts.add(Image.zeros(blocks * Blocks.BLOCK_BYTES - end));
        return Image.concat(parts);
    }

    /// The image laid over its base.
    public Image over(Image base) {
        Image image = base;
        for (LayoutRegion region : regions) {
            image = image.overlay(region.offset(), region.content());
        }
        return image;
    }

    /// The parts in the order of their blocks, for callers who compose them themselves.
    public List<LayoutRegion> regions() {
        return regions;
    }

    /// How many blocks of 2048 bytes the file system takes, from the start of the image to the end of the last region.
    public long blocks() {
        return blocks;
    }

    /// The site area, where one was asked for.
    public Optional<SiteArea> siteArea() {
        return siteArea;
    }

    /// The first block of the partition, where one was asked for.
    public OptionalLong partitionBlock() {
        return partitionBlock;
    }

    /// The first block of the reserved region, where it is not empty.
    public OptionalLong reservedBlock() {
        return reservedBlock;
    }

    /// The block of the boot catalog, where there is one.
    public OptionalLong catalogBlock() {
        return catalogBlock;
    }

    /// Where the data of a regular file lies, section by section.
    ///
    /// @throws IllegalArgumentException where the tree has no such file
    public List<IsoExtent> extentsOf(String path) {
        return List.copyOf(inodes.file("file", path).sections());
    }
}
