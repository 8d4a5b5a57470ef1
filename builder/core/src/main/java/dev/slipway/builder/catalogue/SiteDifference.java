package dev.slipway.builder.catalogue;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.userdata.fix.UnifiedDiff;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How what a site gets differs from what another, or the same in another catalogue, gets.
///
/// @param site its name
/// @param kind whether it is there at all
/// @param diff in unified form, secrets replaced by asterisks
public record SiteDifference(String site, Kind kind, String diff) {

    public SiteDifference {
        requireNonNull(site, "site is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(diff, "diff is null");
    }

    /// What became of the site.
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /// Between two sites; empty where they get the same.
    public static Optional<SiteDifference> between(
            Site before, SiteContent contentBefore, Site after, SiteContent contentAfter) {
        StringBuilder diff = new StringBuilder();
        for (SiteFile file : SiteFile.values()) {
            String earlier = file.text(contentBefore).orElse("");
            String later = file.text(contentAfter).orElse("");
            if (!earlier.equals(later)) {
                String shown = UnifiedDiff.of(
                        before.name() + "/" + file.title(),
                        file.masked(contentBefore).orElse(""),
                        after.name() + "/" + file.title(),
                        file.masked(contentAfter).orElse(""));
                diff.append(
                        shown.isEmpty() ? "%s/%s differs in a secret\n".formatted(after.name(), file.title()) : shown);
            }
        }
        return diff.isEmpty()
                ? Optional.empty()
                : Optional.of(new SiteDifference(after.name(), Kind.CHANGED, diff.toString()));
    }

    /// Between two catalogues, in the order of the later, what is gone behind it.
    ///
    /// @param only this site, where one is named
    public static List<SiteDifference> between(
            Catalogue before,
            CatalogueRendering renderingBefore,
            Catalogue after,
            CatalogueRendering renderingAfter,
            Optional<String> only) {
        Set<String> names = new LinkedHashSet<>();
        after.sites().forEach(site -> names.add(site.name()));
        before.sites().forEach(site -> names.add(site.name()));
        return names.parallelStream()
                .filter(name -> only.map(name::equals).orElse(true))
                .flatMap(name -> {
                    Optional<Site> earlier = before.find(name);
                    Optional<Site> later = after.find(name);
                    if (earlier.isEmpty() || later.isEmpty()) {
                        Kind kind = earlier.isEmpty() ? Kind.ADDED : Kind.REMOVED;
                        return Optional.of(new SiteDifference(name, kind, "")).stream();
                    }
                    return between(
                            earlier.get(),
                            renderingBefore.render(earlier.get()),
                            later.get(),
                            renderingAfter.render(later.get()))
                            .stream();
                })
                .toList();
    }
}
