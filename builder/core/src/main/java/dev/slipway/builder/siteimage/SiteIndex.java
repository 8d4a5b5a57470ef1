package dev.slipway.builder.siteimage;

import dev.slipway.builder.site.SiteDescriptor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a directory of site images holds: the image that all share, and each site.
///
/// @param base the shared image, whose site files are empty
/// @param volumeId the label of every image
/// @param descriptor where the site's files lie in every image
/// @param sites by name, in the order of the catalogue
/// @param state the name of the file that the next build looks into
/// @param evidence what all sites share, where it was wanted
record SiteIndex(
        BaseImage base,
        String volumeId,
        SiteDescriptor descriptor,
        SequencedMap<String, SiteEntry> sites,
        String state,
        Optional<SharedEvidence> evidence) {

    SiteIndex {
        sites = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sites));
    }

    /// The shared image.
    ///
    /// @param file its name in the data directory
    /// @param sizeBytes its size, which is that of every site's image
    /// @param sha256 of all of it, in hexadecimal digits
    record BaseImage(String file, long sizeBytes, String sha256) {}

    static SequencedMap<String, SiteEntry> byName(List<SiteEntry> entries) {
        return entries.stream()
                .collect(Collectors.toMap(
                        SiteEntry::name, Function.identity(), (first, second) -> first, LinkedHashMap::new));
    }

    Optional<SiteEntry> find(String site) {
        return Optional.ofNullable(sites.get(site));
    }

    /// The packs that the sites' contents lie in, with the bytes of each that are used.
    Map<String, Long> packs() {
        return sites.values().stream()
                .map(SiteEntry::content)
                .collect(Collectors.groupingBy(ContentPlace::pack, Collectors.summingLong(ContentPlace::length)));
    }
}
