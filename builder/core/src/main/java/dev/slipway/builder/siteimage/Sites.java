package dev.slipway.builder.siteimage;

import dev.slipway.builder.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The sites of a run, each with its fingerprint and with what the build before left of it.
///
/// @param inputs in the order of the catalogue
/// @param fingerprints of the inputs, in hexadecimal digits
/// @param unchanged the entries of the build before whose inputs are what they were
record Sites(List<SiteInput> inputs, List<String> fingerprints, List<Optional<SiteEntry>> unchanged) {

    static Sites of(List<? extends SiteInput> inputs, Optional<PreviousBuild> previous) {
        List<String> fingerprints =
                inputs.parallelStream().map(Sites::fingerprint).toList();
        List<Optional<SiteEntry>> unchanged = new ArrayList<>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            String name = inputs.get(i).name();
            String fingerprint = fingerprints.get(i);
            unchanged.add(previous.flatMap(build -> build.unchanged(name, fingerprint)));
        }
        return new Sites(List.copyOf(inputs), fingerprints, unchanged);
    }

    /// A site of which not even that can be told is one that cannot be made: its turn to say so comes.
    private static String fingerprint(SiteInput site) {
        try {
            return BuildState.hex(site.fingerprint());
        } catch (ProblemException e) {
            return "";
        }
    }

    int size() {
        return inputs.size();
    }

    /// Whether there is a site that is not as it was.
    boolean anyChanged() {
        return unchanged.stream().anyMatch(Optional::isEmpty);
    }

    /// The same with nothing to be used again.
    Sites allChanged() {
        return new Sites(
                inputs,
                fingerprints,
                inputs.stream().map(site -> Optional.<SiteEntry>empty()).toList());
    }

    Map<String, String> fingerprintsByName() {
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            named.put(inputs.get(i).name(), fingerprints.get(i));
        }
        return named;
    }
}
