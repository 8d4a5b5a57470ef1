package dev.slipway.pxe.media;

import dev.slipway.image.FileIdentity;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Hashes the contents of one file while they are already served, the first that was asked for first: a
/// gigabyte must not keep anybody waiting. Where the file changes meanwhile, nothing becomes known any more.
final class BackgroundDigests implements AutoCloseable {

    private static final long STEP_BYTES = 16L << 20;

    private final Path file;
    private final FileIdentity identity;
    private final List<Later> wanted = new ArrayList<>();
    private volatile boolean closed;

    BackgroundDigests(Path file, FileIdentity identity) {
        this.file = file;
        this.identity = identity;
    }

    private static final class Later implements ContentDigest {
        private final Image content;
        private volatile Optional<String> known = Optional.empty();

        Later(Image content) {
            this.content = content;
        }

        @Override
        public Optional<String> sha256() {
            return known;
        }
    }

    /// Before the start only.
    ContentDigest of(Image content) {
        Later later = new Later(content);
        wanted.add(later);
        return later;
    }

    void start() {
        Thread.ofPlatform().daemon().name("media-digests").start(this::run);
    }

    private void run() {
        try {
            for (Later later : wanted) {
                Sha256 digest = Sha256.EMPTY;
                for (long done = 0; done < later.content.size() && !closed; done += STEP_BYTES) {
                    digest = digest.then(later.content.slice(done, Math.min(STEP_BYTES, later.content.size() - done)));
                }
                if (closed || !FileIdentity.of(file).equals(identity)) {
                    return;
                }
                later.known = Optional.of(digest.hex());
            }
        } catch (IOException e) {
            // Whoever fetches it is told that it cannot be read; without a digest there is no ETag, and no harm.
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
