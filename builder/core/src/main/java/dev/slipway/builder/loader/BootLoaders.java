package dev.slipway.builder.loader;

import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import java.util.List;
import java.util.Optional;

/// The signed UEFI loaders of a root file system: shim, the GRUB that reads CDs, and shim's key manager. They are
/// passed on as they are, never rebuilt, or their signatures would be lost.
///
/// @param shim loaded by the firmware
/// @param grub loaded by shim
/// @param keyManager loaded by shim when keys are to be enrolled
public record BootLoaders(Image shim, Image grub, Optional<Image> keyManager) {

    /// Finds the loaders.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException naming the packages that bring what is missing
    public static BootLoaders of(Directory root, Processor processor) {
        return new BootLoaders(
                required(root, processor.shimPlaces(), "shim-signed"),
                required(root, processor.grubPlaces(), processor.grubPackage()),
                find(root, processor.keyManagerPlaces()));
    }

    private static Image required(Directory root, List<String> places, String debianPackage) {
        return find(root, places)
                .orElseThrow(() -> Problem.input("base.no-loader", "the root file system lacks a UEFI boot loader")
                        .at("/" + places.getFirst())
                        .because("a medium boots with the loaders of its base, whose signatures Secure Boot checks")
                        .fix("install the package %s in the base".formatted(debianPackage))
                        .exception());
    }

    private static Optional<Image> find(Directory root, List<String> places) {
        return places.stream()
                .map(root::find)
                .filter(RegularFile.class::isInstance)
                .map(file -> ((RegularFile) file).content())
                .findFirst();
    }
}
