package dev.slipway.builder.flavour;

import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The kernel of a root file system, with the initial file system that belongs to it.
///
/// @param version as in the names of both
record Kernel(String version, Image kernel, Image initrd) {

    /// Distributions' names for the initial file system of a kernel.
    private static final List<String> INITRD_NAMES =
            List.of("initrd.img-%s", "initrd-%s", "initramfs-%s.img", "initramfs-%s", "initrd-%s.img");

    /// The newest kernel in `/boot` that has an initial file system.
    static Kernel of(Directory root) {
        List<Kernel> kernels = new ArrayList<>();
        if (root.find("boot") instanceof Directory boot) {
            for (Map.Entry<String, RegularFile> file : regularFiles(boot)) {
                String name = file.getKey();
                if (name.startsWith("vmlinuz-")) {
                    addWithInitrd(boot, name.substring("vmlinuz-".length()), file.getValue(), kernels);
                } else if (name.equals("vmlinuz") || name.equals("kernel")) {
                    addUnversioned(boot, file.getValue(), kernels);
                }
            }
        }
        return kernels.stream()
                .max(Comparator.comparing(Kernel::version, VersionOrder.INSTANCE))
                .orElseThrow(() -> Problem.input(
                                "base.no-kernel", "the root file system has no kernel with an initial file system")
                        .at("/boot")
                        .because("looked for vmlinuz-VERSION with initrd.img-VERSION, initrd-VERSION or"
                                + " initramfs-VERSION.img, and for kernel with initrd")
                        .fix("install a kernel package and its initramfs tools in the base")
                        .exception());
    }

    /// Both as files of a medium.
    List<MediumFile> at(String kernelPath, String initrdPath) {
        return List.of(new MediumFile(kernelPath, kernel), new MediumFile(initrdPath, initrd));
    }

    private static List<Map.Entry<String, RegularFile>> regularFiles(Directory directory) {
        List<Map.Entry<String, RegularFile>> files = new ArrayList<>();
        directory.entries().forEach((name, node) -> {
            if (node instanceof RegularFile file) {
                files.add(Map.entry(name.toString(), file));
            }
        });
        return files;
    }

    private static void addWithInitrd(Directory boot, String version, RegularFile kernel, List<Kernel> kernels) {
        for (String pattern : INITRD_NAMES) {
            if (boot.find(pattern.formatted(version)) instanceof RegularFile initrd) {
                kernels.add(new Kernel(version, kernel.content(), initrd.content()));
                return;
            }
        }
    }

    private static void addUnversioned(Directory boot, RegularFile kernel, List<Kernel> kernels) {
        for (String name : List.of("initrd", "initrd.img")) {
            if (boot.find(name) instanceof RegularFile initrd) {
                kernels.add(new Kernel("", kernel.content(), initrd.content()));
                return;
            }
        }
    }
}
