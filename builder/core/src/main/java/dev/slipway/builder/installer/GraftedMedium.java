package dev.slipway.builder.installer;

import dev.slipway.builder.evidence.sbom.PackageSource;
import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.flavour.SiteFiles;
import dev.slipway.builder.inspection.MediumReading;
import dev.slipway.builder.menu.BootMenus;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.EmbeddedSite;
import dev.slipway.builder.site.SiteDescriptor;
import dev.slipway.builder.site.SiteMedium;
import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.Sha256;
import dev.slipway.image.fat.FatImage;
import dev.slipway.image.fat.FatOptions;
import dev.slipway.image.fat.FatReader;
import dev.slipway.image.fat.FatVolume;
import dev.slipway.image.hybrid.GraftRequest;
import dev.slipway.image.hybrid.HybridGraft;
import dev.slipway.image.hybrid.HybridIso;
import dev.slipway.image.iso9660.SiteAreaRequest;
import dev.slipway.image.iso9660.VolumeLabels;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a medium from an ISO that exists: the user-data and what else is wanted is grafted on, nothing is unpacked.
final class GraftedMedium {

    /// The beginning of an image: partition tables and descriptors, with dates and ids of its maker.
    private static final long HEAD_BYTES = 64 * 1024;

    private final InstallerRequest request;
    private final SiteContent content;
    private final HybridIso base;
    private final Flavour flavour;
    private final String volumeId;
    private final Instant time;

    private GraftedMedium(InstallerRequest request, SiteContent content, HybridIso base) throws IOException {
        this.request = request;
        this.content = content;
        this.base = base;
        flavour = request.medium().flavour().isPresent()
                ? Flavour.named(request.medium().flavour().get())
                : MediumReading.flavourOf(base).orElseThrow(GraftedMedium::unknown);
        flavour.reader().require(content.userData(), request.userData().toString());
        volumeId = request.medium()
                .volumeId()
                .orElse(base.volume().primary().labels().volumeId());
        time = SourceDate.of(
                request, base.volume().primary().labels().date().instant().orElse(Instant.EPOCH));
    }

    static GraftedMedium of(InstallerRequest request, SiteContent content, Path iso) throws IOException {
        try {
            return new GraftedMedium(request, content, HybridIso.open(Image.ofFile(iso)));
        } catch (MalformedImageException e) {
            throw Problem.input("base.malformed", "the base is no sound ISO image")
                    .at(iso.toString())
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        }
    }

    Medium plan(BuildListener listener) throws IOException {
        listener.step("Lay out the medium");
        if (flavour.equals(EmbeddedSite.FLAVOUR)) {
            return new EmbeddedMedium(request, content, base, identity(), known()).plan(time);
        }
        BootMenus before = BootMenus.of(base.tree().root());
        requireKernelLines(before);
        BootMenus menus = changed(before).differingFrom(before);
        FormerSite former = FormerSite.of(base);
        Optional<Image> efi = changedEfi();
        if (menus.files().isEmpty() && efi.isEmpty() && isOtherwiseTheBase()) {
            Optional<SiteMedium> same = former.with(flavour, content);
            if (same.isPresent()) {
                return new Medium(same.get(), volumeId, known());
            }
        }
        return grafted(menus, efi, former);
    }

    private boolean isOtherwiseTheBase() {
        return request.medium().additions().isEmpty()
                && volumeId.equals(base.volume().primary().labels().volumeId());
    }

    private Medium grafted(BootMenus menus, Optional<Image> efi, FormerSite former) throws IOException {
        MediumTree tree = MediumTree.of(base.tree().root(), time);
        menus.contents().forEach(tree::put);
        SiteFiles site = flavour.siteFiles(content);
        former.removeFrom(tree);
        tree.putAdditions(request.medium().additions(), site);
        SiteAreaRequest siteArea = tree.putSite(site);
        tree.put(SiteDescriptor.PATH, SiteDescriptor.placeholder());

        Directory files = tree.build();
        HybridGraft graft =
                HybridGraft.plan(base, new GraftRequest(files, labels(), Optional.of(siteArea), efi, identity()));
        SiteDescriptor descriptor =
                SiteDescriptor.of(flavour.name(), graft.layout().siteArea().orElseThrow());
        long at = graft.layout().extentsOf(SiteDescriptor.PATH).getFirst().offset();
        Image image = former.blankedIn(graft.image(), site, files).overlay(at, descriptor.encode());
        return new Medium(SiteMedium.of(image, flavour, descriptor), volumeId, known());
    }

    private MediumBase known() {
        return new MediumBase(
                Optional.empty(),
                Optional.empty(),
                PackageSource.ofMedium(base.tree().root()));
    }

    private void requireKernelLines(BootMenus menus) {
        if (!arguments().isEmpty() && menus.kernelLines() == 0) {
            throw Problem.input("base.no-menu", "the base has no boot menu that can be given kernel arguments")
                    .because("these are wanted: " + String.join(" ", arguments()))
                    .fix("use a base whose GRUB, ISOLINUX or systemd-boot menu lies in a file on the medium")
                    .exception();
        }
    }

    private BootMenus changed(BootMenus menus) {
        return menus.withArguments(arguments())
                .withLabel(base.volume().primary().labels().volumeId(), volumeId);
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(flavour.requiredArguments());
        arguments.addAll(request.medium().kernelArguments());
        return arguments;
    }

    /// The EFI system partition with its menus changed, where it has any that must be.
    private Optional<Image> changedEfi() throws IOException {
        if (base.efi().isEmpty()) {
            return Optional.empty();
        }
        FatVolume fat;
        try {
            fat = FatReader.read(base.efi().get().of(base.image()));
        } catch (MalformedImageException e) {
            // Not FAT as we know it: it has no menu that we could have changed.
            return Optional.empty();
        }
        BootMenus before = BootMenus.of(fat.tree());
        BootMenus menus = changed(before).differingFrom(before);
        if (menus.files().isEmpty()) {
            return Optional.empty();
        }
        TreeBuilder tree = TreeBuilder.from(fat.tree());
        Metadata file = Metadata.of(0644, time);
        for (Map.Entry<String, Image> menu : menus.contents().entrySet()) {
            tree.put(menu.getKey(), new RegularFile(file, menu.getValue()));
        }
        return Optional.of(FatImage.plan(
                tree.build(), FatOptions.of(fat.label(), fat.volumeId()).withMinimumBytes(fat.sizeBytes())));
    }

    /// The base's own texts and dates: GRUB finds a medium by its date, too.
    private VolumeLabels labels() {
        VolumeLabels labels = base.volume().primary().labels();
        return request.medium().volumeId().isPresent()
                ? VolumeTexts.relabel(labels, request.medium().volumeId().get())
                : labels;
    }

    private Sha256 identity() throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(flavour.name())
                .append('\0')
                .append(volumeId)
                .append('\0')
                .append(time)
                .append('\0');
        arguments().forEach(argument -> text.append(argument).append('\0'));
        request.medium().additions().keySet().forEach(path -> text.append(path).append('\0'));
        long head = Math.min(HEAD_BYTES, base.image().size());
        return Sha256.EMPTY
                .then(base.image().slice(0, head))
                .then(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ProblemException unknown() {
        return Problem.input("base.unknown-flavour", "the base is of no boot flavour that we know")
                .because("it has neither /rootfs.squashfs with /boot/kernel nor /live/filesystem.squashfs")
                .fix("name the flavour with --flavour: " + Flavour.names())
                .exception();
    }
}
