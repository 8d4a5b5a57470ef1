package dev.slipway.builder.siteimage;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SiteDescriptor;
import dev.slipway.builder.site.SiteMedium;
import dev.slipway.builder.siteimage.SiteInput.Remark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The contents of all sites: made by several threads, and put into a pack in the order of the sites. What is unchanged
/// stays in the pack of an earlier build. Holds no more than a few contents in memory.
final class SiteContents implements AutoCloseable {

    /// As many are made ahead of the one that is being put into the pack.
    private static final int AHEAD = 16;

    private final DataFiles files;
    private final Sites sites;
    private final boolean isRepacked;
    private final BuildListener listener;
    private final ContentPack pack;
    private final List<ContentPlace> places = new ArrayList<>();
    private Optional<String> packName = Optional.empty();
    private int made;

    /// @param isRepacked whether the contents of earlier builds are copied into the new pack
    SiteContents(DataFiles files, Sites sites, boolean isRepacked, BuildListener listener) throws IOException {
        this.files = files;
        this.sites = sites;
        this.isRepacked = isRepacked;
        this.listener = listener;
        pack = ContentPack.in(files);
    }

    /// Makes the contents of all sites but those that stay where they are.
    ///
    /// @throws ProblemException with what is wrong, of all sites together
    void make(SiteMedium medium) throws IOException {
        listener.step("Make the files of %d sites".formatted(sites.size()));
        SiteFailures failures = new SiteFailures();
        @Nullable ContentPlace[] placed = new ContentPlace[sites.size()];
        for (int i = 0; i < placed.length; i++) {
            Optional<SiteEntry> unchanged =
                    isRepacked ? Optional.empty() : sites.unchanged().get(i);
            placed[i] = unchanged.map(SiteEntry::content).orElse(null);
        }
        try {
            IntStream.range(0, sites.size())
                    .filter(i -> placed[i] == null)
                    .boxed()
                    .gather(Gatherers.mapConcurrent(AHEAD, i -> content(i, medium)))
                    .forEachOrdered(content -> placed[content.site()] = put(content, failures));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        failures.tell(listener, sites.size());
        pack.flush();
        for (@Nullable ContentPlace place : placed) {
            places.add(requireNonNull(place));
        }
    }

    /// What one site came to: its files, or why there are none.
    private sealed interface Content {
        /// Its number.
        int site();

        record Made(int site, List<byte[]> files, List<Remark> remarks) implements Content {}

        record Copied(int site, List<byte[]> files) implements Content {}

        record Failed(int site, ProblemException failure) implements Content {}
    }

    private Content content(int site, SiteMedium medium) {
        Optional<SiteEntry> unchanged = sites.unchanged().get(site);
        if (unchanged.isPresent()) {
            return new Content.Copied(site, read(unchanged.get().content()));
        }
        SiteInput input = sites.inputs().get(site);
        try {
            SiteContent content = input.content();
            List<Remark> remarks = input.check(content, medium.flavour());
            return new Content.Made(site, medium.contents(content), remarks);
        } catch (ProblemException e) {
            return new Content.Failed(site, e);
        }
    }

    private List<byte[]> read(ContentPlace place) {
        try {
            return SiteImages.contents(pathOf(place), place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable ContentPlace put(Content content, SiteFailures failures) {
        try {
            return switch (content) {
                case Content.Made(int _, List<byte[]> files, List<Remark> remarks) -> {
                    made++;
                    failures.warn(remarks);
                    yield pack.add(files);
                }
                case Content.Copied(int _, List<byte[]> files) -> pack.add(files);
                case Content.Failed(int _, ProblemException failure) -> {
                    failures.add(failure);
                    yield null;
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where the files of each site lie, in the order of the sites.
    List<ContentPlace> places() {
        return places;
    }

    /// How many sites were made anew.
    int made() {
        return made;
    }

    /// The file in which contents lie while the new pack has no name.
    Path pathOf(ContentPlace place) {
        return place.pack().equals(ContentPack.UNNAMED) ? pack.part() : files.data(place.pack());
    }

    /// The slots that the largest files need.
    SlotSizes slots(SiteDescriptor descriptor) {
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < descriptor.files().size(); i++) {
            int file = i;
            lengths.add(places.stream()
                    .mapToInt(place -> place.lengths().get(file))
                    .max()
                    .orElse(0));
        }
        return SlotSizes.of(descriptor, lengths);
    }

    /// A content that has the largest of each file.
    SiteContent largest(SiteDescriptor descriptor) throws IOException {
        List<byte[]> largest = new ArrayList<>();
        for (int i = 0; i < descriptor.files().size(); i++) {
            int file = i;
            ContentPlace place = places.stream()
                    .max(Comparator.comparingInt(
                            candidate -> candidate.lengths().get(file)))
                    .orElseThrow();
            largest.add(SiteImages.contents(pathOf(place), place).get(file));
        }
        return SlotSizes.content(descriptor, largest);
    }

    /// Brings the pack to the disk, if anything is in it.
    ///
    /// @return where the files of each site lie from now on
    List<ContentPlace> complete() throws IOException {
        if (places.stream().noneMatch(place -> place.pack().equals(ContentPack.UNNAMED))) {
            return places;
        }
        String name = pack.complete();
        packName = Optional.of(name);
        return places.stream()
                .map(place -> place.pack().equals(ContentPack.UNNAMED)
                        ? new ContentPlace(name, place.offset(), place.lengths())
                        : place)
                .toList();
    }

    /// The pack that was written.
    Optional<String> packName() {
        return packName;
    }

    @Override
    public void close() throws IOException {
        pack.close();
    }
}
