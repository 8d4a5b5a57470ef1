package dev.slipway.builder.grub;

import dev.slipway.builder.problem.Problem;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The files of GRUB's platform `i386-pc`: kernel, boot sectors and modules.
public final class GrubFiles {

    /// Where Debian and its kin keep them.
    public static final String DIRECTORY = "usr/lib/grub/i386-pc";

    private static final String PACKAGE = "grub-pc-bin";

    /// The largest module has 400 KiB.
    private static final int FILE_BYTES_MAX = 4 << 20;

    private final Directory platform;

    private GrubFiles(Directory platform) {
        this.platform = platform;
    }

    /// The files in a directory that holds `kernel.img`, `moddep.lst` and the modules.
    public static GrubFiles in(Directory platform) {
        return new GrubFiles(platform);
    }

    /// The files in a root file system that has the package.
    public static GrubFiles inRoot(Directory root) {
        if (root.find(DIRECTORY) instanceof Directory platform) {
            return in(platform);
        }
        throw missing(DIRECTORY);
    }

    byte[] read(String name) throws IOException {
        @Nullable Node node = platform.find(name);
        if (!(node instanceof Node.RegularFile file) || file.content().size() > FILE_BYTES_MAX) {
            throw missing(name);
        }
        return file.content().toByteArray(FILE_BYTES_MAX);
    }

    private static RuntimeException missing(String name) {
        return Problem.input("grub.missing-file", "GRUB's '%s' is not in the root file system".formatted(name))
                .because("without it the image cannot boot under a BIOS")
                .fix("install the package %s in the root file system".formatted(PACKAGE))
                .exception();
    }
}
