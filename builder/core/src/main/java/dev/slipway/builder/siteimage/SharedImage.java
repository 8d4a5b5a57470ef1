package dev.slipway.builder.siteimage;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.site.SiteDescriptor;
import dev.slipway.builder.site.SiteMedium;
import dev.slipway.builder.siteimage.SiteIndex.BaseImage;
import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// The image that all sites share, hashed up to where sites begin to differ and, where it is new, written, both while
/// other work is done.
final class SharedImage implements AutoCloseable {

    private static final String UNNAMED = DataFiles.BASE_PREFIX + "new.iso";

    private final DataFiles files;
    private final SiteMedium medium;
    private final String volumeId;
    private final SlotSizes slots;
    private final Optional<Kept> kept;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().factory());
    private final Optional<Future<Path>> written;
    private @Nullable Future<PrefixHash> prefix;

    private SharedImage(DataFiles files, SiteMedium medium, String volumeId, SlotSizes slots, Optional<Kept> kept) {
        this.files = files;
        this.medium = medium;
        this.volumeId = volumeId;
        this.slots = slots;
        this.kept = kept;
        written = kept.isPresent() ? Optional.empty() : Optional.of(workers.submit(this::write));
    }

    /// The image of the build before, and the hash of its shared part where that was written down.
    private record Kept(BaseImage base, Optional<PrefixHash> prefix) {}

    /// Begins with a medium that was planned.
    static SharedImage planned(DataFiles files, SiteMedium medium, String volumeId, SlotSizes slots) {
        SharedImage image = new SharedImage(files, medium, volumeId, slots, Optional.empty());
        image.beginHashing();
        return image;
    }

    /// Goes on with the one that the build before wrote.
    static SharedImage kept(DataFiles files, PreviousBuild before) throws IOException {
        SiteIndex index = before.index();
        return new SharedImage(
                files,
                SiteImages.medium(files, index),
                index.volumeId(),
                before.state().slots(),
                Optional.of(
                        new Kept(index.base(), PrefixHash.resume(before.state().prefix()))));
    }

    /// Begins to hash the shared part, for images that will need it.
    void beginHashing() {
        Image shared = medium.image().slice(0, medium.descriptor().offset());
        Optional<PrefixHash> saved = kept.flatMap(Kept::prefix);
        prefix = workers.submit(() -> saved.isPresent() ? saved.get() : PrefixHash.of(shared));
    }

    private Path write() throws IOException {
        Path file = files.data(UNNAMED);
        medium.blank().writeTo(file);
        return file;
    }

    SiteMedium medium() {
        return medium;
    }

    String volumeId() {
        return volumeId;
    }

    /// What the largest files need that the image was laid out for.
    SlotSizes slots() {
        return slots;
    }

    /// What the next build can go on with.
    String savedPrefix() throws IOException {
        return prefix == null
                ? kept.flatMap(Kept::prefix).map(PrefixHash::save).orElse("")
                : await(prefix).save();
    }

    boolean isKept() {
        return kept.isPresent();
    }

    /// What the images of sites are hashed with. Waits for the hash of the shared part.
    Digests digests() throws IOException {
        Future<PrefixHash> begun = requireNonNull(prefix, "hashing has not begun");
        return Digests.over(medium, await(begun));
    }

    /// The digest of the shared image itself, in hexadecimal digits.
    String sha256() throws IOException {
        if (kept.isPresent()) {
            return kept.get().base().sha256();
        }
        SiteDescriptor descriptor = medium.descriptor();
        return digests().of(medium.blank().slice(descriptor.offset(), descriptor.length()));
    }

    /// The image under its name. Waits until it is on the disk.
    BaseImage complete() throws IOException {
        if (kept.isPresent()) {
            return kept.get().base();
        }
        String sha256 = sha256();
        Path file = await(written.orElseThrow());
        String name = DataFiles.named(DataFiles.BASE_PREFIX, sha256, ".iso");
        Files.move(file, files.data(name), StandardCopyOption.ATOMIC_MOVE);
        return new BaseImage(name, medium.image().size(), sha256);
    }

    private <T> T await(Future<T> result) throws IOException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            switch (requireNonNullElse(e.getCause(), e)) {
                case IOException failure -> throw new IOException(failure.getMessage(), failure);
                case RuntimeException failure -> throw failure;
                default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.environment("interrupted", "the build was interrupted")
                    .exception(e);
        }
    }

    /// Ends what is under way; a file that is not complete is gone then.
    void stop() {
        workers.shutdownNow();
        workers.close();
    }

    @Override
    public void close() {
        stop();
    }
}
