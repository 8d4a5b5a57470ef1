package dev.slipway.builder.installer;

import dev.slipway.builder.base.RootFileSystemBase;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.image.compression.Compression;
import dev.slipway.image.squashfs.SquashfsImage;
import dev.slipway.image.squashfs.SquashfsOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;

/// The root file system as squashfs: made once for a base and a compression, then found in the cache.
record PackedRoot(RootFileSystemBase base, String compression) {

    /// Changes when the same input gives other bytes than before.
    private static final String WRITER_VERSION = "squashfs-1";

    Image get(BuildCache cache, BuildListener listener) throws IOException {
        SquashfsOptions options =
                SquashfsOptions.of(parse(compression), base.newest().truncatedTo(ChronoUnit.SECONDS));
        Sha256 key = Sha256.of(base.identity().bytes())
                .then((WRITER_VERSION + " " + options.compression() + " " + options.blockBytes())
                        .getBytes(StandardCharsets.UTF_8));
        Runnable whenWaiting = () -> listener.step("Wait for another build that compresses the root file system");
        Path file = cache.get("squashfs", key, whenWaiting, target -> {
            listener.step("Compress the root file system");
            SquashfsImage.write(base.tree(), options, target, listener::progress);
        });
        return Image.ofFile(file);
    }

    private static Compression parse(String text) {
        try {
            return Compression.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.usage("squashfs.compression", "'%s' is no compression".formatted(text))
                    .fix("write zstd, gzip, xz or lz4, with a level behind a colon where you want one: zstd:15")
                    .exception(e);
        }
    }
}
