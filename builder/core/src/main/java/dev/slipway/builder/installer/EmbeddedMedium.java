package dev.slipway.builder.installer;

import dev.slipway.builder.coreos.EmbedArea;
import dev.slipway.builder.coreos.KernelArgumentAreas;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.flavour.SiteFiles;
import dev.slipway.builder.menu.BootMenus;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.site.EmbeddedSite;
import dev.slipway.builder.site.SiteMedium;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.image.hybrid.GraftRequest;
import dev.slipway.image.hybrid.HybridGraft;
import dev.slipway.image.hybrid.HybridIso;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a medium from an image of CoreOS, in the places that it keeps free: for the Ignition config, and for kernel
/// arguments in its menus. Only files that are added are grafted on.
///
/// @param identity of the result, where something is grafted
/// @param known of the base
record EmbeddedMedium(
        InstallerRequest request, SiteContent content, HybridIso base, Sha256 identity, MediumBase known) {

    Medium plan(Instant time) throws IOException {
        String label = base.volume().primary().labels().volumeId();
        if (request.medium().volumeId().filter(wanted -> !wanted.equals(label)).isPresent()) {
            throw Problem.usage("coreos.label", "the label of an image of CoreOS cannot change")
                    .because("its boot menus name it, and have places of fixed sizes behind that")
                    .fix("leave out --volume-id")
                    .exception();
        }
        Image image = withAdditions(withArguments(), time);
        EmbedArea area = EmbedArea.of(base.image(), base.tree()).orElseThrow(EmbeddedMedium::withoutArea);
        SiteMedium blank = EmbeddedSite.in(image, area);
        return new Medium(EmbeddedSite.in(blank.with(content), area), label, known);
    }

    private static RuntimeException withoutArea() {
        return Problem.input("coreos.no-area", "the base keeps no room for an Ignition config")
                .because("it has neither /coreos/igninfo.json nor /%s".formatted(EmbedArea.FILE))
                .fix("use a live ISO of Fedora CoreOS, or name another flavour with --flavour")
                .exception();
    }

    private Image withArguments() throws IOException {
        List<String> wanted = new ArrayList<>(EmbeddedSite.FLAVOUR.requiredArguments());
        wanted.addAll(request.medium().kernelArguments());
        Optional<KernelArgumentAreas> areas = KernelArgumentAreas.of(base.image(), base.tree());
        if (areas.isPresent()) {
            return areas.get().with(wanted, base.image());
        }
        BootMenus menus = BootMenus.of(base.tree().root());
        if (!menus.withArguments(wanted).differingFrom(menus).files().isEmpty()) {
            throw Problem.input("coreos.kargs", "the base has no places for kernel arguments")
                    .because("it has no /coreos/kargs.json, and these are wanted: " + String.join(" ", wanted))
                    .fix("use an image of 2021 or later, or leave out --kernel-arg")
                    .exception();
        }
        return base.image();
    }

    private Image withAdditions(Image image, Instant time) throws IOException {
        if (request.medium().additions().isEmpty()) {
            return image;
        }
        HybridIso changed = HybridIso.open(image);
        SiteFiles site = EmbeddedSite.FLAVOUR.siteFiles(content);
        MediumTree tree = MediumTree.of(changed.tree().root(), time)
                .putAdditions(request.medium().additions(), site);
        GraftRequest graft = new GraftRequest(
                tree.build(), changed.volume().primary().labels(), Optional.empty(), Optional.empty(), identity);
        return HybridGraft.plan(changed, graft).image();
    }
}
