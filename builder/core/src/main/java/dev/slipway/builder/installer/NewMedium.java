package dev.slipway.builder.installer;

import dev.slipway.builder.base.RootFileSystemBase;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.evidence.sbom.PackageSource;
import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.LiveFlavour;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.flavour.SiteFiles;
import dev.slipway.builder.loader.EfiSystemPartition;
import dev.slipway.builder.loader.GrubBoot;
import dev.slipway.builder.loader.Processor;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.site.SiteDescriptor;
import dev.slipway.builder.site.SiteMedium;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.image.hybrid.BiosBoot;
import dev.slipway.image.hybrid.HybridImage;
import dev.slipway.image.hybrid.HybridRequest;
import dev.slipway.image.iso9660.IsoRequest;
import dev.slipway.image.iso9660.SiteAreaRequest;
import dev.slipway.image.tree.Directory;
import dev.slipway.templates.GrubConfig;
import dev.slipway.templates.Templates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a medium from a root file system: packs it, takes kernel and boot loaders out of it, and lays out an image
/// that boots as CD and as disk.
final class NewMedium {

    private static final int MENU_TIMEOUT_SECONDS = 3;

    private final InstallerRequest request;
    private final SiteContent content;
    private final RootFileSystemBase base;
    private final LiveFlavour flavour;
    private final String volumeId;
    private final Instant time;

    NewMedium(InstallerRequest request, SiteContent content, RootFileSystemBase base) throws IOException {
        this.request = request;
        this.content = content;
        this.base = base;
        flavour = flavourOf(request, base.tree());
        flavour.reader().require(content.userData(), request.userData().toString());
        volumeId = request.medium().volumeId().orElse(flavour.volumeId());
        time = SourceDate.of(request, base.newest());
    }

    Medium plan(BuildCache cache, BuildListener listener) throws IOException {
        Sha256 identity = identity();
        String marker = ".disk/slipway-" + identity.hex().substring(0, 16);
        String menu = menu(marker);
        MediumTree tree = MediumTree.empty(time);
        // What may be missing in the base is asked for before the work that takes long.
        flavour.bootFiles(base.tree()).forEach(file -> tree.put(file.path(), file.content()));
        Image esp = EfiSystemPartition.plan(base.tree(), processor(), menu, identity, time);
        Optional<BiosBoot> bios = putBiosLoader(tree, cache);
        SiteFiles site = flavour.siteFiles(content);
        tree.putAdditions(request.medium().additions(), site);

        tree.put(flavour.squashfsPath(), new PackedRoot(base, request.medium().compression()).get(cache, listener));
        listener.step("Lay out the medium");
        tree.put("boot/grub/grub.cfg", menu);
        tree.put(".disk/info", "Slipway installer, flavour " + flavour.name() + "\n");
        tree.put(marker, "");
        SiteAreaRequest siteArea = tree.putSite(site);
        tree.put(SiteDescriptor.PATH, SiteDescriptor.placeholder());
        HybridImage hybrid =
                HybridImage.plan(new HybridRequest(iso(tree.build(), siteArea), bios, Optional.of(esp), identity));
        return new Medium(withDescriptor(hybrid), volumeId, known());
    }

    private MediumBase known() {
        return new MediumBase(Optional.empty(), Optional.of(base.identity()), PackageSource.ofRoot(base.tree()));
    }

    private Processor processor() {
        return request.medium().architecture().processor();
    }

    private Optional<BiosBoot> putBiosLoader(MediumTree tree, BuildCache cache) throws IOException {
        if (!processor().hasBios()) {
            return Optional.empty();
        }
        GrubBoot grub = GrubBoot.of(base.tree(), base.identity(), cache);
        tree.put(GrubBoot.BOOT_FILE, grub.bootFile());
        return Optional.of(grub.boot());
    }

    private SiteMedium withDescriptor(HybridImage hybrid) throws IOException {
        SiteDescriptor descriptor =
                SiteDescriptor.of(flavour.name(), hybrid.layout().siteArea().orElseThrow());
        Image image = hybrid.image()
                .overlay(
                        hybrid.layout()
                                .extentsOf(SiteDescriptor.PATH)
                                .getFirst()
                                .offset(),
                        descriptor.encode());
        return SiteMedium.of(image, flavour, descriptor);
    }

    private IsoRequest iso(Directory tree, SiteAreaRequest siteArea) {
        return IsoRequest.of(tree, VolumeTexts.of(volumeId, time)).withSiteArea(siteArea);
    }

    private String menu(String marker) {
        List<String> arguments = new ArrayList<>(processor().consoles());
        arguments.addAll(request.medium().kernelArguments());
        return Templates.builtIn()
                .render(new GrubConfig("/" + marker, flavour.menu(volumeId, arguments), MENU_TIMEOUT_SECONDS));
    }

    /// What the medium is, without what a site changes: equal media have equal GUIDs, sites of one build share them.
    private Sha256 identity() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String part : List.of(
                flavour.name(),
                volumeId,
                request.medium().compression(),
                request.medium().architecture().name(),
                time.toString())) {
            text.append(part).append('\0');
        }
        request.medium()
                .kernelArguments()
                .forEach(argument -> text.append(argument).append('\0'));
        for (var addition : request.medium().additions().entrySet()) {
            text.append(addition.getKey()).append('\0');
            text.append(
                            java.nio.file.Files.exists(addition.getValue())
                                    ? java.nio.file.Files.size(addition.getValue())
                                    : 0)
                    .append('\0');
        }
        return Sha256.of(base.identity().bytes()).then(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// The flavour that the request names, or else that of the root file system.
    static LiveFlavour flavourOf(InstallerRequest request, Directory root) {
        return request.medium().flavour().map(LiveFlavour::named).orElseGet(() -> detect(root));
    }

    private static LiveFlavour detect(Directory root) {
        return LiveFlavour.ofRoot(root)
                .orElseThrow(() -> Problem.input(
                                "base.unknown-flavour", "the root file system is of no boot flavour that we know")
                        .because("it holds neither live-boot nor casper, Kairos or dracut's module dmsquash-live")
                        .fix("name it with --flavour: " + Flavour.names())
                        .exception());
    }
}
