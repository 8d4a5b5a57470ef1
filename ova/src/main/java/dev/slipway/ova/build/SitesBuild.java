package dev.slipway.ova.build;

import dev.slipway.builder.boottest.GuestListener;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.disk.InstalledDisk;
import dev.slipway.builder.disk.InstalledDiskBuild;
import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.siteimage.SiteInput;
import dev.slipway.image.Image;
import dev.slipway.machine.Scratch;
import dev.slipway.ova.archive.ManifestSigner;
import dev.slipway.ova.archive.OvaPackage.DigestedFile;
import dev.slipway.ova.archive.Placement;
import dev.slipway.ova.clone.CloneCheck;
import dev.slipway.ova.disk.DiskOpening;
import dev.slipway.ova.disk.DiskSource.LaidOut;
import dev.slipway.ova.disk.OpenDisk;
import dev.slipway.ova.seed.SiteSeed;
import dev.slipway.ova.site.SharedOva;
import dev.slipway.ova.site.SiteOvasBuild;
import dev.slipway.ova.site.SiteOvasRequest;
import dev.slipway.ova.site.SiteOvasResult;
import dev.slipway.ova.vmdk.VmdkFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Builds the appliances of the sites of a catalogue: from a base, each with its user-data on its disk; from a finished
/// disk, each with its user-data on a CD.
public final class SitesBuild {

    private static final int GRAIN_BYTES = VmdkFile.GRAIN_BYTES;

    /// Whoever reads a seed knows the keys of cloud-init at least.
    private static final String READ_BY_CLOUD_INIT = "debian-live";

    private final BuildCache cache;
    private final GuestListener listener;
    private final Map<String, String> environment;

    /// @param cache where what is costly is kept
    /// @param listener told of what happens
    /// @param environment of the process
    public SitesBuild(BuildCache cache, GuestListener listener, Map<String, String> environment) {
        this.cache = cache;
        this.listener = listener;
        this.environment = Map.copyOf(environment);
    }

    /// Builds what the request asks for.
    ///
    /// @param request whose output is a directory
    /// @throws ProblemException with what is wrong, of all sites together
    public SiteOvasResult build(OvaRequest request, List<? extends SiteInput> sites) {
        Optional<ManifestSigner> signer = OvaBuild.signer(request, environment, listener::warning);
        Assembly assembly = new Assembly(request.description(), signer);
        assembly.check();
        DiskOpening.check(request.source(), listener);
        return new SiteOvasBuild(listener)
                .build(new SiteOvasRequest(
                        request.output(), sites, file -> shared(request, sites, assembly, signer, file)));
    }

    private SharedOva shared(
            OvaRequest request,
            List<? extends SiteInput> sites,
            Assembly assembly,
            Optional<ManifestSigner> signer,
            Path file)
            throws IOException {
        try (Scratch scratch = Scratch.besideForProcess(file)) {
            DiskOpening opening = new DiskOpening(cache, listener, environment, scratch.directory());
            return request.source() instanceof LaidOut laidOut
                    ? onDisk(request, laidOut, sites, assembly, signer, file, scratch.directory())
                    : onCd(request, opening, sites, assembly, signer, file, scratch.directory());
        }
    }

    /// The layout depends on no site but for settings that all must share: any site will do.
    private SharedOva onDisk(
            OvaRequest request,
            LaidOut source,
            List<? extends SiteInput> sites,
            Assembly assembly,
            Optional<ManifestSigner> signer,
            Path file,
            Path scratch)
            throws IOException {
        if (!request.moreDisks().isEmpty() || request.description().cd().isPresent()) {
            throw Problem.usage("ova.sites", "appliances of sites have the one disk that is laid out, and no CD")
                    .exception();
        }
        SiteContent any = contentOfAny(sites);
        InstalledDisk disk = new InstalledDiskBuild(cache, listener, environment).plan(source.request(), any);
        Image without = disk.image().overlay(disk.siteOffset(), Image.zeros(disk.siteBytes()));
        DiskPacking packing = new DiskPacking(request, listener);
        PackedDisk packed = packing.pack(OpenDisk.of(without), 1, scratch);
        Image first = VmdkFile.open(packed.vmdk()).withGrains(grains(disk, disk.site(any)));
        PackedDisk shared = new PackedDisk(
                packed.name(),
                first,
                first.sha256(),
                packed.capacityBytes(),
                packed.populatedBytes() + disk.siteBytes());
        assembly.of(List.of(shared), Optional.empty(), Placement.LAST).plan().writePrivateTo(file, listener::progress);
        VmdkFile laidOut = VmdkFile.open(first);
        long firstGrain = disk.siteOffset() / GRAIN_BYTES;
        long begin = laidOut.grainOffset(firstGrain);
        long last = laidOut.grainOffset(firstGrain + disk.siteBytes() / GRAIN_BYTES - 1);
        return new SharedOva(
                shared.name(),
                begin,
                last + VmdkFile.STORED_GRAIN_BYTES - begin,
                member -> {
                    VmdkFile base = VmdkFile.open(member);
                    return content -> base.withGrains(grains(disk, disk.site(content)));
                },
                signer,
                Flavour.named(disk.flavour()));
    }

    /// The place of a site, cut into grains.
    private static SortedMap<Long, Image> grains(InstalledDisk disk, Image place) {
        SortedMap<Long, Image> grains = new TreeMap<>();
        long first = disk.siteOffset() / GRAIN_BYTES;
        for (long at = 0; at < place.size(); at += GRAIN_BYTES) {
            grains.put(first + at / GRAIN_BYTES, place.slice(at, GRAIN_BYTES));
        }
        return grains;
    }

    /// A finished disk stays as it is: each site gets a drive with a seed of the same size.
    private SharedOva onCd(
            OvaRequest request,
            DiskOpening opening,
            List<? extends SiteInput> sites,
            Assembly assembly,
            Optional<ManifestSigner> signer,
            Path file,
            Path scratch)
            throws IOException {
        if (request.description().cd().isPresent()) {
            throw Problem.usage("ova.sites", "the machine's drive is for the seed of its site")
                    .fix("leave --cd out")
                    .exception();
        }
        List<OpenDisk> disks = opening.openAll(request.source(), request.moreDisks());
        new CloneCheck(listener::warning).check(disks.getFirst().sectors());
        DiskPacking packing = new DiskPacking(request, listener);
        List<PackedDisk> packed = new ArrayList<>();
        for (OpenDisk disk : disks) {
            packed.add(packing.pack(disk, packed.size() + 1, scratch));
        }
        SiteSeed seed = SiteSeed.of(contentOfAny(sites));
        DigestedFile cd = DigestedFile.of(request.description().name() + "-seed.iso", seed.blank());
        assembly.of(packed, Optional.of(cd), Placement.LAST).plan().writePrivateTo(file, listener::progress);
        return new SharedOva(
                cd.member().name(),
                0,
                cd.member().content().size(),
                member -> seed::with,
                signer,
                Flavour.named(READ_BY_CLOUD_INIT));
    }

    private static SiteContent contentOfAny(List<? extends SiteInput> sites) {
        Optional<ProblemException> failure = Optional.empty();
        for (SiteInput site : sites) {
            try {
                return site.content();
            } catch (ProblemException e) {
                failure = failure.or(() -> Optional.of(e));
            }
        }
        throw failure.orElseGet(() -> Problem.input("sites.none", "there is no site to make an appliance of")
                .exception());
    }
}
