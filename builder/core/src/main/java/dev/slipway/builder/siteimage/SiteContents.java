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

    /// Makes all contents.
    ///
    /// @throws ProblemException with what is wrong, of all sites together
    void make(SiteMedium medium) throws IOException {
        listener.step("Make the files of %d sites".formatted(sites.size()));
        SiteFailures failures = new SiteFailures();
        try {
            IntStream.range(0, sites.size())
                    .boxed()
                    .gather(Gatherers.mapConcurrent(AHEAD, i -> make(i, medium)))
                    .forEachOrdered(content -> put(content, failures));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        failures.tell(listener, sites.size());
        pack.flush();
    }

    /// What one site came to: its files, or where they lie already, or why there are none.
    private record Content(
            @Nullable List<byte[]> contents,
            @Nullable ContentPlace kept,
            List<Remark> warnings,
            @Nullable ProblemException failure) {}

    private Content make(int i, SiteMedium medium) {
        SiteInput input = sites.inputs().get(i);
        Optional<SiteEntry> unchanged = sites.unchanged().get(i);
        if (unchanged.isPresent()) {
            ContentPlace place = unchanged.get().content();
            return new Content(isRepacked ? read(place) : null, place, List.of(), null);
        }
        try {
            SiteContent content = input.content();
            List<Remark> warnings = input.check(content, medium.flavour());
            return new Content(medium.contents(content), null, warnings, null);
        } catch (ProblemException e) {
            return new Content(null, null, List.of(), e);
        }
    }

    private List<byte[]> read(ContentPlace place) {
        try {
            return SiteImages.contents(pathOf(place), place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(Content content, SiteFailures failures) {
        if (content.failure() != null) {
            failures.add(content.failure());
            return;
        }
        failures.warn(content.warnings());
        if (content.kept() == null) {
            made++;
        }
        try {
            places.add(
                    content.contents() == null && content.kept() != null
                            ? content.kept()
                            : pack.add(requireNonNull(content.contents())));
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
