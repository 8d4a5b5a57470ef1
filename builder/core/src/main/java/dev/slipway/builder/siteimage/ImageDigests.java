package dev.slipway.builder.siteimage;

import dev.slipway.builder.installer.BuildListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/// Hashes the images of sites, on all processors: those of unchanged sites over an unchanged shared image are known.
///
/// @param sites whose images they are
/// @param shared what all of them begin and end with
/// @param contents where the bytes of each lie
/// @param listener told how many bytes are hashed
record ImageDigests(Sites sites, SharedImage shared, SiteContents contents, BuildListener listener) {

    private static final int AT_ONCE = Runtime.getRuntime().availableProcessors();

    /// The SHA-256 of every image in hexadecimal digits, in the order of the sites.
    ///
    /// @param before what the build before made
    List<String> of(Optional<SiteIndex> before) throws IOException {
        boolean isSameImage = shared.isKept()
                || (before.isPresent() && before.get().base().sha256().equals(shared.sha256()));
        String[] digests = new String[sites.size()];
        for (int i = 0; isSameImage && i < digests.length; i++) {
            digests[i] = sites.unchanged().get(i).map(SiteEntry::sha256).orElse(null);
        }
        List<Integer> others = IntStream.range(0, digests.length)
                .filter(i -> digests[i] == null)
                .boxed()
                .toList();
        if (!others.isEmpty()) {
            hash(others, digests);
        }
        return List.of(digests);
    }

    private void hash(List<Integer> others, String[] digests) throws IOException {
        Digests hashing = shared.digests();
        long bytes =
                shared.medium().image().size() - shared.medium().descriptor().offset();
        AtomicLong done = new AtomicLong();
        try {
            others.stream()
                    .gather(Gatherers.mapConcurrent(AT_ONCE, i -> digests[i] = digest(hashing, i)))
                    .forEachOrdered(digest -> listener.progress(done.addAndGet(bytes), others.size() * bytes));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private String digest(Digests hashing, int site) {
        ContentPlace place = contents.places().get(site);
        try {
            return hashing.of(shared.medium(), SiteImages.contents(contents.pathOf(place), place));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
