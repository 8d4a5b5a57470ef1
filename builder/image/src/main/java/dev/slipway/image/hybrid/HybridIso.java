package dev.slipway.image.hybrid;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.iso9660.BootCatalog;
import dev.slipway.image.iso9660.BootPlatform;
import dev.slipway.image.iso9660.IsoReader;
import dev.slipway.image.iso9660.IsoTree;
import dev.slipway.image.partition.GptPartition;
import dev.slipway.image.partition.GptReader;
import dev.slipway.image.partition.GptTable;
import dev.slipway.image.partition.Mbr;
import dev.slipway.image.partition.MbrPartition;
import dev.slipway.image.partition.PartitionType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// An ISO that exists, whoever made it, read as CD and as disk at once: its volume, the partitions it names, and where
/// its EFI system partition lies. What inspecting it, verifying it and adding files to it begin with.
///
/// @param image the whole of it
/// @param volume its descriptors and boot catalog
/// @param tree its files
/// @param mbr where it has one with partitions
/// @param gpt where it has one that can be read
/// @param partitionBlock where a partition begins that has descriptors of its own
/// @param efi its EFI system partition, wherever it is named
public record HybridIso(
        Image image,
        IsoReader volume,
        IsoTree tree,
        Optional<Mbr> mbr,
        Optional<GptTable> gpt,
        OptionalLong partitionBlock,
        Optional<SectorRange> efi) {

    private static final long SECTORS_PER_BLOCK = 4;

    /// Reads an image.
    ///
    /// @throws MalformedImageException where it is no ISO 9660 image
    public static HybridIso open(Image image) throws IOException {
        IsoReader volume = IsoReader.open(image);
        IsoTree tree = volume.tree();
        try (ImageReader reader = ImageReader.of(image)) {
            Optional<Mbr> mbr = readMbr(reader);
            Optional<GptTable> gpt = readGpt(reader);
            return new HybridIso(
                    image,
                    volume,
                    tree,
                    mbr,
                    gpt,
                    partitionView(image, mbr, gpt),
                    findEfi(image, volume, tree, mbr, gpt));
        }
    }

    /// Where the partition with the files begins, in sectors: 0 for an MBR that names the whole disk.
    public OptionalLong filesPartition() {
        if (partitionBlock.isPresent()) {
            return OptionalLong.of(partitionBlock.getAsLong() * SECTORS_PER_BLOCK);
        }
        if (gpt.isPresent()) {
            return gpt.get().partitions().stream()
                    .filter(GptPartition::isUsed)
                    .filter(partition -> !partition.type().equals(PartitionType.EFI_SYSTEM))
                    .mapToLong(GptPartition::firstLba)
                    .min();
        }
        return mbr.stream()
                .flatMap(table -> table.partitions().stream())
                .filter(partition -> !partition.isNone() && partition.type() != PartitionType.MBR_EFI_SYSTEM)
                .mapToLong(MbrPartition::firstLba)
                .min();
    }

    private static Optional<Mbr> readMbr(ImageReader reader) throws IOException {
        if (!Mbr.isPresent(reader)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Mbr.read(reader))
                    .filter(mbr -> mbr.partitions().stream().anyMatch(partition -> !partition.isNone()));
        } catch (MalformedImageException e) {
            // A boot sector without a partition table, as the first bytes of a CD may well be.
            return Optional.empty();
        }
    }

    private static Optional<GptTable> readGpt(ImageReader reader) throws IOException {
        if (!GptTable.isPresent(reader)) {
            return Optional.empty();
        }
        try {
            return Optional.of(GptReader.read(reader).table());
        } catch (MalformedImageException e) {
            // Damaged in both places: it is replaced by one that is sound.
            return Optional.empty();
        }
    }

    private static OptionalLong partitionView(Image image, Optional<Mbr> mbr, Optional<GptTable> gpt)
            throws IOException {
        List<Long> starts = new ArrayList<>();
        gpt.ifPresent(table -> table.partitions().stream()
                .filter(GptPartition::isUsed)
                .forEach(partition -> starts.add(partition.firstLba())));
        mbr.ifPresent(table -> table.partitions().stream()
                .filter(partition -> !partition.isNone())
                .forEach(partition -> starts.add(partition.firstLba())));
        starts.sort(Comparator.naturalOrder());
        for (long start : starts) {
            if (start > 1 && start % SECTORS_PER_BLOCK == 0 && hasVolume(image, start / SECTORS_PER_BLOCK)) {
                return OptionalLong.of(start / SECTORS_PER_BLOCK);
            }
        }
        return OptionalLong.empty();
    }

    private static boolean hasVolume(Image image, long block) throws IOException {
        try {
            IsoReader.open(image, block);
            return true;
        } catch (MalformedImageException e) {
            return false;
        }
    }

    private static Optional<SectorRange> findEfi(
            Image image, IsoReader volume, IsoTree tree, Optional<Mbr> mbr, Optional<GptTable> gpt) {
        Optional<SectorRange> inGpt = gpt.stream()
                .flatMap(table -> table.partitions().stream())
                .filter(partition -> partition.type().equals(PartitionType.EFI_SYSTEM))
                .findFirst()
                .map(partition -> new SectorRange(partition.firstLba(), partition.sectors()));
        Optional<SectorRange> inMbr = mbr.stream()
                .flatMap(table -> table.partitions().stream())
                .filter(partition -> partition.type() == PartitionType.MBR_EFI_SYSTEM && partition.sectors() > 0)
                .findFirst()
                .map(partition -> new SectorRange(partition.firstLba(), partition.sectors()));
        return inGpt.or(() -> inMbr)
                .or(() -> volume.bootCatalog().flatMap(catalog -> inCatalog(catalog, tree)))
                .filter(range -> range.offset() + range.count() * SectorRange.SECTOR_BYTES <= image.size());
    }

    private static Optional<SectorRange> inCatalog(BootCatalog catalog, IsoTree tree) {
        return catalog.images().stream()
                .filter(boot -> boot.platform() == BootPlatform.UEFI.id()
                        && boot.entry().bootable())
                .findFirst()
                .flatMap(boot -> {
                    long block = boot.entry().block();
                    // The number of sectors is 16 bits wide and often wrong; the file's own size is not.
                    long bytes = tree.locations().values().stream()
                            .flatMap(location -> location.extents().stream())
                            .filter(extent -> extent.block() == block)
                            .mapToLong(extent -> extent.length())
                            .max()
                            .orElse(boot.entry().sectors() * SectorRange.SECTOR_BYTES);
                    return bytes == 0
                            ? Optional.empty()
                            : Optional.of(SectorRange.ofBytes(block * HybridImage.BLOCK_BYTES, bytes));
                });
    }
}
