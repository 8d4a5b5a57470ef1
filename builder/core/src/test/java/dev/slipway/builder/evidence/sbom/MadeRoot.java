package dev.slipway.builder.evidence.sbom;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/// A root file system that is put together for a test.
final class MadeRoot {

    private final TreeBuilder tree = new TreeBuilder(Metadata.of(0755, Instant.EPOCH));

    MadeRoot with(String path, byte[] content) {
        tree.put(path, new RegularFile(Metadata.of(0644, Instant.EPOCH), Image.ofBytes(content)));
        return this;
    }

    MadeRoot with(String path, String text) {
        return with(path, text.getBytes(StandardCharsets.UTF_8));
    }

    MadeRoot with(String path, Path file) throws IOException {
        tree.put(path, new RegularFile(Metadata.of(0644, Instant.EPOCH), Image.ofFile(file)));
        return this;
    }

    InstalledSoftware read() throws IOException {
        return PackageSource.ofRoot(tree.build()).read();
    }

    InstalledSoftware readAsMedium() throws IOException {
        return PackageSource.ofMedium(tree.build()).read();
    }
}
