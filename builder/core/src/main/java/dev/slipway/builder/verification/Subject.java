package dev.slipway.builder.verification;

import dev.slipway.builder.inspection.MediumReading;
import dev.slipway.builder.menu.BootMenus;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.fat.FatReader;
import dev.slipway.image.fat.FatVolume;
import dev.slipway.image.hybrid.HybridIso;
import dev.slipway.image.hybrid.SectorRange;
import dev.slipway.image.iso9660.IsoExtent;
import dev.slipway.image.partition.GptReader;
import dev.slipway.image.partition.GptReading;
import dev.slipway.image.partition.GptTable;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// An image with all that the rules look at, read once.
///
/// @param gptProblem why a GPT that is there cannot be read
/// @param efi the files of its EFI system partition
/// @param efiProblem why an EFI system partition that is there cannot be read
/// @param menus the boot menus of the medium
/// @param efiMenus those of the EFI system partition
record Subject(
        MediumReading medium,
        Optional<GptReading> gpt,
        Optional<String> gptProblem,
        Optional<FatVolume> efi,
        Optional<String> efiProblem,
        BootMenus menus,
        BootMenus efiMenus) {

    static Subject of(MediumReading medium) {
        HybridIso iso = medium.iso();
        Optional<GptReading> gpt = Optional.empty();
        Optional<String> gptProblem = Optional.empty();
        Optional<FatVolume> efi = Optional.empty();
        Optional<String> efiProblem = Optional.empty();
        try (ImageReader reader = ImageReader.of(iso.image())) {
            try {
                gpt = GptTable.isPresent(reader) ? Optional.of(GptReader.read(reader)) : Optional.empty();
            } catch (MalformedImageException e) {
                gptProblem = Optional.of(String.valueOf(e.getMessage()));
            }
            try {
                efi = iso.efi().isPresent()
                        ? Optional.of(FatReader.read(iso.efi().get().of(iso.image())))
                        : Optional.empty();
            } catch (MalformedImageException e) {
                efiProblem = Optional.of(String.valueOf(e.getMessage()));
            }
            return new Subject(
                    medium,
                    gpt,
                    gptProblem,
                    efi,
                    efiProblem,
                    BootMenus.of(iso.tree().root()),
                    efi.isPresent() ? BootMenus.of(efi.get().tree()) : new BootMenus(java.util.Map.of()));
        } catch (IOException e) {
            throw Problem.input("image.unreadable", "the image cannot be read")
                    .at(medium.file().toString())
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        }
    }

    HybridIso iso() {
        return medium.iso();
    }

    /// Every extent of every file, in the order of the blocks.
    List<IsoExtent> extents() {
        return iso().tree().locations().values().stream()
                .flatMap(location -> location.extents().stream())
                .filter(extent -> extent.length() > 0)
                .sorted(Comparator.comparingLong(IsoExtent::block))
                .toList();
    }

    /// Where the last byte of a file lies, exclusive.
    long filesEnd() {
        return extents().stream()
                .mapToLong(extent -> extent.offset() + extent.length())
                .max()
                .orElse(0);
    }

    /// The partition that holds the files, by GPT where there is one.
    Optional<SectorRange> filesPartition() {
        if (iso().filesPartition().isEmpty()) {
            return Optional.empty();
        }
        long first = iso().filesPartition().getAsLong();
        Optional<SectorRange> inGpt = iso().gpt().stream()
                .flatMap(table -> table.partitions().stream())
                .filter(partition -> partition.isUsed() && partition.firstLba() == first)
                .findFirst()
                .map(partition -> new SectorRange(first, partition.sectors()));
        return inGpt.or(() -> iso().mbr().stream()
                .flatMap(mbr -> mbr.partitions().stream())
                .filter(partition -> !partition.isNone() && partition.firstLba() == first && partition.sectors() > 0)
                .findFirst()
                .map(partition -> new SectorRange(first, partition.sectors())));
    }
}
