package dev.slipway.builder.catalogue;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.siteimage.SiteInput;
import dev.slipway.builder.userdata.finding.ValidationContext;
import dev.slipway.image.Sha256;
import java.util.List;

/// A site of a catalogue as the build of its image asks for it.
///
/// @param site whose image it is
/// @param rendering what makes its files
/// @param strict whether warnings about its user-data stop the build
public record CatalogueInput(Site site, CatalogueRendering rendering, boolean strict) implements SiteInput {

    /// All sites of a catalogue, in their order.
    public static List<CatalogueInput> all(Catalogue catalogue, CatalogueRendering rendering, boolean strict) {
        return catalogue.sites().stream()
                .map(site -> new CatalogueInput(site, rendering, strict))
                .toList();
    }

    @Override
    public String name() {
        return site.name();
    }

    @Override
    public byte[] fingerprint() {
        return Sha256.of(rendering.fingerprint(site))
                .then(new byte[] {(byte) (strict ? 1 : 0)})
                .bytes();
    }

    @Override
    public SiteContent content() {
        return rendering.render(site);
    }

    @Override
    public List<Remark> check(SiteContent content, Flavour flavour) {
        List<SiteFinding> findings = rendering.check(
                site, content, ValidationContext.UNKNOWN.strict(strict).readBy(flavour.reader()));
        SiteFinding.problem(findings, site.where()).ifPresent(problem -> {
            throw problem.exception();
        });
        return findings.stream()
                .map(finding -> new Remark(
                        "%s: %s".formatted(finding.where(), name()),
                        "%s [%s]".formatted(finding.message(), finding.code())))
                .toList();
    }
}
