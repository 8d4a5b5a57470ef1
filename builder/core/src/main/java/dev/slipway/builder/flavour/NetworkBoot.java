package dev.slipway.builder.flavour;

import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import java.util.List;
import java.util.Optional;

/// What a machine fetches of a medium to boot it over the network: paths on the medium, none of which hold anything of
/// a site's.
///
/// @param kernel loaded by the boot loader
/// @param initrd loaded by the boot loader
/// @param root the root file system, which the booted system fetches by itself; empty where it fetches the whole medium
///     or needs neither
public record NetworkBoot(String kernel, String initrd, Optional<String> root) {

    /// The boot of a medium that has all three files.
    static Optional<NetworkBoot> of(Directory medium, String kernel, String initrd, String root) {
        return isFile(medium, root)
                ? withoutRoot(medium, kernel, initrd)
                        .map(boot -> new NetworkBoot(boot.kernel, boot.initrd, Optional.of(root)))
                : Optional.empty();
    }

    /// The boot of a medium that has both files.
    static Optional<NetworkBoot> withoutRoot(Directory medium, String kernel, String initrd) {
        return isFile(medium, kernel) && isFile(medium, initrd)
                ? Optional.of(new NetworkBoot(kernel, initrd, Optional.empty()))
                : Optional.empty();
    }

    /// The paths of all files, those of the boot loader first.
    public List<String> files() {
        return root.map(path -> List.of(kernel, initrd, path)).orElseGet(() -> List.of(kernel, initrd));
    }

    private static boolean isFile(Directory medium, String path) {
        return medium.find(path) instanceof RegularFile;
    }
}
