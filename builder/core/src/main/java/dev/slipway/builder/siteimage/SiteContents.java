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
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The contents of all sites: made by several threads, and put into a pack in the order of the sites. What is unchanged
/// stays in the pack of an earlier build. Holds no more than a few contents in memory.
final class SiteContents implements AutoCloseable {

    /// As many are made ahead of the one that is being put into the pack.
    private static final int AHEAD = 16;

    private static final SequencedMap<String, String> NO_INPUTS =
            Collections.unmodifiableSequencedMap(new LinkedHashMap<>());

    private final DataFiles files;
    private final Sites sites;
    private final boolean isRepacked;
    private final BuildListener listener;
    private final boolean isHashed;
    private final ContentPack pack;
    private final List<SequencedMap<String, String>> inputs;
    private final List<ContentPlace> places = new ArrayList<>();
    private Optional<String> packName = Optional.empty();
    private int made;

    /// @param isRepacked whether the contents of earlier builds are copied into the new pack
    /// @param isHashed whether the digests of the files are wanted
    SiteContents(DataFiles files, Sites sites, boolean isRepacked, boolean isHashed, BuildListener listener)
            throws IOException {
        this.files = files;
        this.sites = sites;
        this.isRepacked = isRepacked;
        this.isHashed = isHashed;
        this.listener = listener;
        inputs = new ArrayList<>(Collections.nCopies(sites.size(), NO_INPUTS));
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
            if (unchanged.isPresent() && isKnown(unchanged.get())) {
                placed[i] = unchanged.get().content();
                inputs.set(i, isHashed ? unchanged.get().inputs() : NO_INPUTS);
            }
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

    /// Whether nothing must be read to tell what is to be told of it.
    private boolean isKnown(SiteEntry entry) {
        return !isHashed || !entry.inputs().isEmpty();
    }

    /// What one site came to: its files, or why there are none.
    private sealed interface Content {
        /// Its number.
        int site();

        record Made(int site, List<byte[]> files, SequencedMap<String, String> inputs, List<Remark> remarks)
                implements Content {}

        record Copied(int site, List<byte[]> files, SequencedMap<String, String> inputs) implements Content {}

        record Left(int site, ContentPlace place, SequencedMap<String, String> inputs) implements Content {}

        record Failed(int site, ProblemException failure) implements Content {}
    }

    private Content content(int site, SiteMedium medium) {
        Optional<SiteEntry> unchanged = sites.unchanged().get(site);
        if (unchanged.isPresent()) {
            ContentPlace place = unchanged.get().content();
            List<byte[]> files = read(place);
            SequencedMap<String, String> digests = inputs(medium, files);
            return isRepacked ? new Content.Copied(site, files, digests) : new Content.Left(site, place, digests);
        }
        SiteInput input = sites.inputs().get(site);
        try {
            SiteContent content = input.content();
            List<Remark> remarks = input.check(content, medium.flavour());
            List<byte[]> files = medium.contents(content);
            return new Content.Made(site, files, inputs(medium, files), remarks);
        } catch (ProblemException e) {
            return new Content.Failed(site, e);
        }
    }

    private SequencedMap<String, String> inputs(SiteMedium medium, List<byte[]> files) {
        return isHashed ? SiteEntry.inputs(medium.descriptor(), files) : NO_INPUTS;
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
                case Content.Made(int site, List<byte[]> files, var digests, List<Remark> remarks) -> {
                    made++;
                    inputs.set(site, digests);
                    failures.warn(remarks);
                    yield pack.add(files);
                }
                case Content.Copied(int site, List<byte[]> files, var digests) -> {
                    inputs.set(site, digests);
                    yield pack.add(files);
                }
                case Content.Left(int site, ContentPlace place, var digests) -> {
                    inputs.set(site, digests);
                    yield place;
                }
                case Content.Failed(int _, ProblemException failure) -> {
                    failures.add(failure);
                    yield null;
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The digests of the files of each site, in the order of the sites.
    List<SequencedMap<String, String>> inputs() {
        return inputs;
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
