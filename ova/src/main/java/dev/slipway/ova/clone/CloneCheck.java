package dev.slipway.ova.clone;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.partition.GptPartition;
import dev.slipway.image.partition.GptReader;
import dev.slipway.image.partition.GptTable;
import dev.slipway.image.partition.Mbr;
import dev.slipway.image.partition.MbrPartition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Looks on a disk for what hurts once there are copies of it. It only warns: a disk that will have one copy may well
/// have a name.
public final class CloneCheck {

    private static final int SECTOR_BYTES = 512;

    private final Consumer<String> warnings;

    /// @param warnings is told a sentence of each
    public CloneCheck(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /// Looks into each partition whose file system we read: ext2, ext3, ext4 and FAT.
    public void check(Image disk) throws IOException {
        Set<String> found = new LinkedHashSet<>();
        for (Image partition : partitions(disk)) {
            try {
                found.addAll(identities(partition));
            } catch (MalformedImageException e) {
                warnings.accept("a partition could not be looked into: " + e.getMessage());
            }
        }
        found.forEach(warnings);
    }

    private static List<String> identities(Image partition) throws IOException {
        Optional<ReadFileSystem> readable = ReadFileSystem.of(partition);
        if (readable.isEmpty()) {
            return List.of();
        }
        try (ReadFileSystem files = readable.get()) {
            return new IdentityRules(files).find();
        }
    }

    /// The partitions of GPT or MBR, or the disk itself where it has no table.
    private static List<Image> partitions(Image disk) throws IOException {
        List<Image> partitions = new ArrayList<>();
        try (ImageReader reader = ImageReader.of(disk)) {
            if (GptTable.isPresent(reader)) {
                for (GptPartition partition : GptReader.read(reader).table().partitions()) {
                    if (partition.isUsed()) {
                        partitions.add(partition.of(disk));
                    }
                }
                return partitions;
            }
            if (disk.size() < Mbr.SIZE || !Mbr.isPresent(reader)) {
                return partitions;
            }
            for (MbrPartition partition : Mbr.read(reader).partitions()) {
                long first = partition.firstLba() * SECTOR_BYTES;
                long length = partition.sectors() * SECTOR_BYTES;
                if (!partition.isNone() && length > 0 && first + length <= disk.size()) {
                    partitions.add(disk.slice(first, length));
                }
            }
        } catch (MalformedImageException e) {
            // No table that could be read: what is left is the disk itself.
            partitions.clear();
        }
        return partitions.isEmpty() ? List.of(disk) : partitions;
    }
}
