package dev.slipway.image.iso9660;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.TreeBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Works out an [IsoLayout]: first all sizes, then all places, from the front of the image to its end, and the bytes
/// last.
final class IsoPlanner {

    private static final int CATALOG_PERMISSIONS = 0444;

    private final IsoRequest request;
    private final InodeTable inodes;
    private final List<PlannedHierarchy> hierarchies = new ArrayList<>();
    private final Optional<SitePlan> site;
    private final Optional<Inode> catalogFile;
    private final List<PlannedView> views = new ArrayList<>();
    private final List<LayoutRegion> regions = new ArrayList<>();
    private final FileData data;
    private OptionalLong catalogBlock = OptionalLong.empty();
    private OptionalLong reservedBlock = OptionalLong.empty();
    private OptionalLong partitionBlock = OptionalLong.empty();
    private long next;

    IsoPlanner(IsoRequest request) {
        this.request = request;
        Optional<String> catalogPath = catalogPath(request);
        Directory tree = catalogPath.map(path -> withCatalog(request, path)).orElse(request.tree());
        Map<Node, NodeLocation> locations =
                request.graft().map(IsoRequest.Graft::locations).orElse(Map.of());
        inodes = InodeTable.of(tree, locations);
        catalogFile = catalogPath.map(path -> inodes.file("boot catalog", path));
        site = request.siteArea().map(area -> SitePlan.of(area, tree, inodes));
        hierarchies.add(PlannedHierarchy.of(VolumeDescriptor.Kind.PRIMARY, tree, inodes));
        if (request.joliet()) {
            hierarchies.add(PlannedHierarchy.of(VolumeDescriptor.Kind.JOLIET, tree, inodes));
        }
        data = new FileData(inodes, request.first());
    }

    private static Optional<String> catalogPath(IsoRequest request) {
        return request.boot() instanceof BootRequest.Catalog catalog ? catalog.path() : Optional.empty();
    }

    private static Directory withCatalog(IsoRequest request, String path) {
        Instant date = request.labels().date().instant().orElse(Instant.EPOCH);
        Metadata metadata = Metadata.of(CATALOG_PERMISSIONS, date);
        return TreeBuilder.from(request.tree())
                .put(path, new Node.RegularFile(metadata, Image.zeros(Blocks.BLOCK_BYTES)))
                .build();
    }

    IsoLayout plan() throws IOException {
        placeTables();
        placePartition();
        placeCatalog();
        long dataBlock = next;
        next = data.place(dataBlock, inode -> site.isPresent() && site.get().holds(inode));
        long siteBlock = next;
        if (site.isPresent()) {
            next = site.get().place(siteBlock, views);
        }
        if (next > Blocks.BLOCKS_MAX) {
            throw new IllegalArgumentException(
                    "the image needs %d blocks, more than 32 bits can number".formatted(next));
        }
        requireBehindPartition();
        views.forEach(this::requireFreeForDescriptors);
        encodeBoot();
        encodeViews();
        regions.add(new LayoutRegion(LayoutRegion.Kind.DATA, dataBlock, data.encode()));
        site.ifPresent(
                plan -> regions.add(new LayoutRegion(LayoutRegion.Kind.SITE_AREA, siteBlock, plan.encode(views))));
        return new IsoLayout(
                next,
                regions,
                site.map(plan -> plan.area(siteBlock, views)),
                partitionBlock,
                reservedBlock,
                catalogBlock,
                inodes);
    }

    /// Descriptors and tables of the view of the whole image.
    private void placeTables() {
        PlannedView view = view(0);
        long behindDescriptors = Blocks.SYSTEM_AREA_BLOCKS + DescriptorSet.blocks(boots(), request.joliet());
        next = view.placeTables(
                request.graft().map(IsoRequest.Graft::startBlock).orElse(behindDescriptors));
    }

    private PlannedView view(long base) {
        PlannedView view =
                new PlannedView(base, hierarchies, site.map(SitePlan::directory).orElse(null));
        views.add(view);
        return view;
    }

    private boolean boots() {
        return !(request.boot() instanceof BootRequest.None);
    }

    /// The reserved region and the partition's own descriptors and tables.
    private void placePartition() {
        if (request.partition().isEmpty()) {
            return;
        }
        IsoRequest.Partition partition = request.partition().get();
        if (partition.reserved().size() > 0) {
            long block = Blocks.alignUp(next, partition.reservedAlignmentBlocks());
            reservedBlock = OptionalLong.of(block);
            regions.add(new LayoutRegion(
                    LayoutRegion.Kind.RESERVED, block, partition.reserved().padTo(Blocks.BLOCK_BYTES)));
            next = block + Blocks.covering(partition.reserved().size());
        }
        long base = switch (partition.firstBlock()) {
            case IsoRequest.PartitionStart.Aligned(long alignment) -> Blocks.alignUp(next, alignment);
            case IsoRequest.PartitionStart.At(long block) -> block;
        };
        partitionBlock = OptionalLong.of(base);
        PlannedView view = view(base);
        if (request.graft().isPresent()) {
            next = view.placeTables(next);
            return;
        }
        if (base < next) {
            throw new IllegalArgumentException(
                    "the partition cannot begin at block %d, where the tables need %d".formatted(base, next));
        }
        next = view.placeTables(base + Blocks.SYSTEM_AREA_BLOCKS + DescriptorSet.blocks(false, request.joliet()));
    }

    /// The boot catalog, behind the partition's first block: where it is seen as a file, it is so from there too.
    private void placeCatalog() {
        switch (request.boot()) {
            case BootRequest.Catalog ignored -> {
                catalogBlock = OptionalLong.of(next);
                catalogFile.ifPresent(file -> file.place(next));
                next++;
            }
            case BootRequest.Existing(long block) -> catalogBlock = OptionalLong.of(block);
            case BootRequest.None() -> {}
        }
    }

    /// Block numbers of the partition's view begin with 0 at its first block: what the base has in front of it cannot
    /// be seen from there.
    private void requireBehindPartition() {
        long base = partitionBlock.orElse(0);
        inodes.byPath().forEach((path, inode) -> {
            if (inode.block() < base && inode.isPlaced()) {
                throw new IllegalArgumentException("'%s' lies at block %d, in front of the partition at block %d"
                        .formatted(path, inode.block(), base));
            }
        });
    }

    /// Descriptors of a graft take the place of the base's, of which there may have been fewer: nothing that stays
    /// may lie there.
    private void requireFreeForDescriptors(PlannedView view) {
        long start = view.base() + Blocks.SYSTEM_AREA_BLOCKS;
        long end = start + DescriptorSet.blocks(boots() && view.base() == 0, request.joliet());
        inodes.byPath().forEach((path, inode) -> {
            for (IsoExtent extent : inode.sections()) {
                requireBehindOrBefore("'" + path + "'", extent.block(), extent.block() + extent.blocks(), start, end);
            }
        });
        if (catalogBlock.isPresent()) {
            long block = catalogBlock.getAsLong();
            requireBehindOrBefore("the boot catalog", block, block + 1, start, end);
        }
    }

    private static void requireBehindOrBefore(String what, long from, long to, long start, long end) {
        if (from < end && start < to) {
            throw new IllegalArgumentException("%s lies at block %d, where the descriptors need blocks %d to %d"
                    .formatted(what, from, start, end - 1));
        }
    }

    /// The boot catalog, now that all places are known, and what the boot files are told of theirs.
    private void encodeBoot() throws IOException {
        if (!(request.boot() instanceof BootRequest.Catalog catalog)) {
            return;
        }
        BootCatalogPlan plan = new BootCatalogPlan();
        for (BootImage image : catalog.images()) {
            switch (image.target()) {
                case BootTarget.InTree(String path) -> {
                    Inode file = inodes.file("boot image", path);
                    inform(image, file, path);
                    plan.add(image, file.block(), file.size());
                }
                case BootTarget.Region(long block, long bytes) -> plan.add(image, block, bytes);
                case BootTarget.Reserved() -> {
                    long block = reservedBlock.orElseThrow(() ->
                            new IllegalArgumentException("a boot entry points at a reserved region that is empty"));
                    plan.add(
                            image,
                            block,
                            request.partition().orElseThrow().reserved().size());
                }
            }
        }
        regions.add(new LayoutRegion(LayoutRegion.Kind.BOOT_CATALOG, catalogBlock.getAsLong(), plan.encode()));
    }

    private void inform(BootImage image, Inode file, String path) throws IOException {
        if (site.isPresent() && site.get().holds(file)) {
            throw new IllegalArgumentException("boot image '%s' cannot be a site file".formatted(path));
        }
        if (file.sections().size() > 1) {
            throw new IllegalArgumentException("boot image '%s' is larger than 4 GiB".formatted(path));
        }
        boolean wasPlaced = !data.holds(file);
        if (image.grub2BootInfo()) {
            file.content(BootInfo.withGrub2(file.content(), file.block()));
        }
        if (image.bootInfoTable()) {
            file.content(BootInfo.withTable(file.content(), file.block()));
        }
        if (wasPlaced && (image.grub2BootInfo() || image.bootInfoTable())) {
            long informed = Math.min(file.size(), 2L * Blocks.BLOCK_BYTES);
            regions.add(new LayoutRegion(
                    LayoutRegion.Kind.BOOT_INFO,
                    file.block(),
                    file.content().slice(0, informed).padTo(Blocks.BLOCK_BYTES)));
        }
    }

    private void encodeViews() {
        for (PlannedView view : views) {
            Optional<BootRecord> bootRecord = view.base() == 0 && catalogBlock.isPresent()
                    ? Optional.of(new BootRecord(catalogBlock.getAsLong()))
                    : Optional.empty();
            regions.add(new LayoutRegion(
                    LayoutRegion.Kind.DESCRIPTORS,
                    view.base() + Blocks.SYSTEM_AREA_BLOCKS,
                    view.encodeDescriptors(request.labels(), next, bootRecord)));
            regions.add(new LayoutRegion(LayoutRegion.Kind.TABLES, view.tablesBlock(), view.encodeTables()));
        }
    }
}
