package dev.slipway.builder.disk;

import dev.slipway.builder.flavour.MediumFile;
import dev.slipway.image.Image;
import java.util.List;
import java.util.function.Supplier;

/// What the installed system boots: the three files of the live medium that its installer copies.
///
/// @param kernel with `initrd`: as on the medium
/// @param root the packed root file system
record SystemFiles(Image kernel, Image initrd, Image root) {

    /// @param bootFiles of the medium
    /// @param squashfs packs the root file system, which takes long: asked last
    static SystemFiles of(List<MediumFile> bootFiles, Supplier<Image> squashfs) {
        Image kernel = content(bootFiles, "live/vmlinuz");
        Image initrd = content(bootFiles, "live/initrd.img");
        return new SystemFiles(kernel, initrd, squashfs.get());
    }

    private static Image content(List<MediumFile> files, String path) {
        return files.stream()
                .filter(file -> file.path().equals(path))
                .map(MediumFile::content)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("media of the reference base have " + path));
    }

    long bytes() {
        return kernel.size() + initrd.size() + root.size();
    }
}
