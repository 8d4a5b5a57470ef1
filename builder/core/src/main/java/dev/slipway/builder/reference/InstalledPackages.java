package dev.slipway.builder.reference;

import dev.slipway.image.Image;
import dev.slipway.image.tar.TarReader;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// What dpkg's database in a root file system lists.
final class InstalledPackages {

    /// The reference base keeps it with the image, others where Debian has it.
    private static final List<String> DATABASES = List.of("usr/lib/sysimage/dpkg/status", "var/lib/dpkg/status");

    private static final int DATABASE_BYTES_MAX = 32 << 20;
    private static final String INSTALLED = "Status: install ok installed";

    private InstalledPackages() {}

    /// How many packages are installed in a root file system.
    static int in(Path tar) throws IOException {
        Directory tree = TarReader.read(Image.ofFile(tar));
        for (String database : DATABASES) {
            if (tree.find(database) instanceof Node.RegularFile status) {
                String text = new String(status.content().toByteArray(DATABASE_BYTES_MAX), StandardCharsets.UTF_8);
                return (int) text.lines().filter(INSTALLED::equals).count();
            }
        }
        return 0;
    }
}
