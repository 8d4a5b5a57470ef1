package dev.slipway.builder.loader;

import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The boot loaders of an installed disk, of the reference base's own root file system: those that its installer
/// takes (`slipway_host/install/loaders.py`).
///
/// @param efi by their names in `EFI/BOOT`
/// @param bios for machines that have one
public record InstalledLoaders(SortedMap<String, Image> efi, Optional<Bios> bios) {

    private static final String CORE = "usr/lib/slipway/boot/core.img";
    private static final String BOOT_CODE = "usr/lib/slipway/boot/mbr.img";
    private static final int BOOT_CODE_BYTES = 440;
    private static final int CORE_BYTES_MAX = 1 << 20;

    public InstalledLoaders {
        efi = Collections.unmodifiableSortedMap(new TreeMap<>(efi));
    }

    /// GRUB for a BIOS.
    ///
    /// @param core the image that its partition, at block 2048, holds
    /// @param bootCode the beginning of the first sector
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Bios(Image core, byte[] bootCode) {}

    /// Finds the loaders.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where one is missing
    public static InstalledLoaders of(Directory root, Processor processor) throws IOException {
        SortedMap<String, Image> efi = new TreeMap<>();
        efi.put(processor.removableMediumLoader(), required(root, processor.installedShim(), "shim-signed"));
        efi.put(processor.grubName(), required(root, processor.installedGrub(), processor.grubPackage()));
        processor.installedKeyManagers().stream()
                .flatMap(place -> find(root, place).stream())
                .findFirst()
                .ifPresent(manager -> efi.put(processor.keyManagerName(), manager));
        return new InstalledLoaders(efi, processor.hasBios() ? Optional.of(bios(root)) : Optional.empty());
    }

    private static Bios bios(Directory root) throws IOException {
        Image core = required(root, CORE, "grub-pc-bin");
        Image code = required(root, BOOT_CODE, "grub-pc-bin");
        if (core.size() > CORE_BYTES_MAX || code.size() < BOOT_CODE_BYTES) {
            throw Problem.input("base.damaged-loader", "the boot images for BIOS are damaged")
                    .at("/" + CORE)
                    .because("mbr.img has %d bytes, core.img %d".formatted(code.size(), core.size()))
                    .fix("build the base again")
                    .exception();
        }
        return new Bios(core, code.slice(0, BOOT_CODE_BYTES).toByteArray(BOOT_CODE_BYTES));
    }

    private static Image required(Directory root, String place, String debianPackage) {
        return find(root, place)
                .orElseThrow(() -> Problem.input("base.no-loader", "the root file system lacks a boot loader")
                        .at("/" + place)
                        .because("an installed disk boots with the loaders of its base")
                        .fix("install the package %s in the base, and build it again".formatted(debianPackage))
                        .exception());
    }

    private static Optional<Image> find(Directory root, String place) {
        return Optional.ofNullable(root.find(place))
                .filter(RegularFile.class::isInstance)
                .map(file -> ((RegularFile) file).content())
                .filter(content -> content.size() > 0);
    }
}
