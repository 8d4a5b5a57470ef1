package dev.slipway.builder.catalogue;

import dev.slipway.builder.userdata.finding.Severity;
import dev.slipway.builder.userdata.finding.ValidationContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// All that is wrong with a catalogue and with what it makes of its sites, told at once.
///
/// @param sites how many were looked at
/// @param findings of the catalogue first, then of its sites in their order
public record SitesValidation(int sites, List<SiteFinding> findings) {

    public SitesValidation {
        findings = List.copyOf(findings);
    }

    /// Reads a catalogue, renders every site and checks what comes out.
    ///
    /// @param templates of the user's, in place of the catalogue's
    /// @throws dev.slipway.builder.problem.ProblemException where the file itself cannot be read
    public static SitesValidation of(
            Path file, SiteTemplates templates, Map<String, String> environment, ValidationContext context) {
        CatalogueReading reading = CatalogueReading.of(file);
        Catalogue catalogue = reading.catalogue().with(templates);
        CatalogueRendering rendering = CatalogueRendering.lenient(catalogue, environment);
        List<SiteFinding> findings = new ArrayList<>(reading.findings());
        findings.addAll(rendering.findings());
        // A template that could not be loaded has been told of; every site would say so again.
        if (rendering.findings().isEmpty()) {
            findings.addAll(catalogue.sites().parallelStream()
                    .flatMap(site -> check(rendering, site, context))
                    .toList());
        }
        return new SitesValidation(catalogue.sites().size(), findings);
    }

    private static Stream<SiteFinding> check(CatalogueRendering rendering, Site site, ValidationContext context) {
        CatalogueRendering.Rendered rendered = rendering.tryRender(site);
        return Stream.concat(
                rendered.findings().stream(),
                rendered.content().stream().flatMap(content -> rendering.check(site, content, context).stream()));
    }

    /// Whether anything stops a build.
    public boolean hasErrors() {
        return findings.stream().anyMatch(SiteFinding::isError);
    }

    /// How many there are of one weight.
    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
