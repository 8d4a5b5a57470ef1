package dev.slipway.builder.siteimage;

import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.installer.InstallerBuild;
import dev.slipway.builder.installer.Medium;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SiteDescriptor;
import dev.slipway.builder.site.SiteMedium;
import dev.slipway.builder.siteimage.SiteIndex.BaseImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One run of a build: the shared image, the contents of the sites, the digests of their images, the index.
final class SiteImagesRun {

    /// So many packs of earlier builds are put together into one.
    private static final int PACKS_MAX = 16;

    private final SiteImagesRequest request;
    private final DataFiles files;
    private final InstallerBuild installer;
    private final BuildListener listener;
    private final long start = System.nanoTime();
    private final Optional<PreviousBuild> previous;
    private final Optional<String> plannedFrom;
    private final RunEvidence evidence;

    SiteImagesRun(SiteImagesRequest request, DataFiles files, InstallerBuild installer, BuildListener listener)
            throws IOException {
        this.request = request;
        this.files = files;
        this.installer = installer;
        this.listener = listener;
        previous = PreviousBuild.read(files, listener);
        plannedFrom = PlanKey.of(request.medium());
        evidence = new RunEvidence(request.medium(), installer, files);
    }

    SiteImagesResult run() throws IOException {
        Sites sites = Sites.of(request.sites(), previous);
        try (SharedImage shared = shared(sites)) {
            Sites usable = isOfBefore(shared.medium().descriptor()) ? sites : sites.allChanged();
            try (SiteContents contents =
                    new SiteContents(files, usable, isRepacked(usable), evidence.isWanted(), listener)) {
                contents.make(shared.medium());
                SiteDescriptor descriptor = shared.medium().descriptor();
                SlotSizes slots = contents.slots(descriptor);
                if (slots.equals(shared.slots())) {
                    return finish(usable, shared, contents);
                }
                shared.stop();
                try (SharedImage other = planned(contents.largest(descriptor))) {
                    return finish(usable, other, contents);
                }
            }
        }
    }

    /// Goes on with the shared image of the build before, or plans one. Its layout depends on no site but where files
    /// need larger slots than usual: any site will do for now.
    private SharedImage shared(Sites sites) throws IOException {
        if (previous.isPresent() && previous.get().hasBase(files, plannedFrom)) {
            SharedImage kept = SharedImage.kept(files, previous.get());
            if (sites.anyChanged()) {
                kept.beginHashing();
            }
            if (evidence.isMissingAfter(previous.get().index().evidence())) {
                evidence.begin(installer.plan(request.medium(), contentOfAny(sites)));
            }
            return kept;
        }
        return planned(contentOfAny(sites));
    }

    private static SiteContent contentOfAny(Sites sites) {
        SiteFailures failures = new SiteFailures();
        for (SiteInput site : sites.inputs()) {
            try {
                return site.content();
            } catch (ProblemException e) {
                failures.add(e);
            }
        }
        failures.tell(BuildListener.SILENT, sites.size());
        throw new IllegalStateException("no site has a content, and none failed");
    }

    private SharedImage planned(SiteContent content) throws IOException {
        Medium medium = installer.plan(request.medium(), content);
        evidence.begin(medium);
        SiteMedium site = medium.site();
        List<Integer> lengths =
                site.contents(content).stream().map(file -> file.length).toList();
        return SharedImage.planned(files, site, medium.volumeId(), SlotSizes.of(site.descriptor(), lengths));
    }

    /// Whether the contents of the build before are files of such an image.
    private boolean isOfBefore(SiteDescriptor descriptor) {
        return previous.map(build -> build.index().descriptor())
                .filter(before -> before.flavour().equals(descriptor.flavour())
                        && paths(before).equals(paths(descriptor)))
                .isPresent();
    }

    private static List<String> paths(SiteDescriptor descriptor) {
        return descriptor.files().stream().map(SiteDescriptor.SiteFile::path).toList();
    }

    /// Whether there are many packs, or half of what is in them is used no more.
    private boolean isRepacked(Sites sites) throws IOException {
        long used = 0;
        Set<String> packs = new HashSet<>();
        for (Optional<SiteEntry> unchanged : sites.unchanged()) {
            if (unchanged.isPresent()) {
                used += unchanged.get().content().length();
                packs.add(unchanged.get().content().pack());
            }
        }
        long size = 0;
        for (String pack : packs) {
            size += Files.size(files.data(pack));
        }
        return packs.size() >= PACKS_MAX || size > 2 * used;
    }

    private SiteImagesResult finish(Sites sites, SharedImage shared, SiteContents contents) throws IOException {
        listener.step("Hash the images of %d sites".formatted(sites.size()));
        List<String> digests =
                new ImageDigests(sites, shared, contents, listener).of(previous.map(PreviousBuild::index));
        List<ContentPlace> places = contents.complete();
        listener.step("Write " + request.directory());
        BaseImage base = shared.complete();
        List<SiteEntry> entries = new ArrayList<>();
        for (int i = 0; i < sites.size(); i++) {
            entries.add(new SiteEntry(
                    sites.inputs().get(i).name(),
                    digests.get(i),
                    places.get(i),
                    contents.inputs().get(i)));
        }
        BuildState state = new BuildState(
                plannedFrom.orElse(""),
                BuildState.stamp(files.data(base.file())),
                shared.slots(),
                shared.savedPrefix(),
                sites.fingerprintsByName());
        SiteIndex index = new SiteIndex(
                base,
                shared.volumeId(),
                shared.medium().descriptor(),
                SiteIndex.byName(entries),
                state.write(files),
                evidence.complete(base));
        String list = new IndexWriter(files).write(index, evidence.key());
        long added = added(list, index, contents);
        removeOthers(index, list);
        return new SiteImagesResult(
                request.directory(),
                sites.size(),
                contents.made(),
                base.sizeBytes(),
                added,
                shared.isKept(),
                materialized(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    /// What this build wrote beside the shared image.
    private long added(String list, SiteIndex index, SiteContents contents) throws IOException {
        long added = Files.size(files.index())
                + Files.size(files.data(list))
                + Files.size(files.data(index.state()))
                + evidence.addedBytes(index.evidence());
        Optional<String> pack = contents.packName();
        return pack.isPresent() ? added + Files.size(files.data(pack.get())) : added;
    }

    private void removeOthers(SiteIndex index, String list) throws IOException {
        Set<String> kept = new HashSet<>(index.packs().keySet());
        kept.add(index.base().file());
        kept.add(index.state());
        kept.add(list);
        index.evidence().ifPresent(shared -> kept.addAll(shared.names()));
        files.removeAllBut(kept);
    }

    private List<Path> materialized() throws IOException {
        List<Path> written = new ArrayList<>();
        try (SiteImages images = SiteImages.open(request.directory())) {
            for (SiteEntry site : images.entries()) {
                if (request.materialized().wants(site.name())) {
                    listener.step("Write " + site.fileName());
                    Path target = request.directory().resolve(site.fileName());
                    images.image(site).writePrivateTo(target, listener::progress);
                    evidence.writeBeside(target, images, site);
                    written.add(target);
                }
            }
        }
        return written;
    }
}
