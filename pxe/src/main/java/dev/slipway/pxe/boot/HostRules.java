package dev.slipway.pxe.boot;

import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.host.MacAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The rules of a configuration. For a machine the most specific rule that says something counts, of equal ones the
/// first; what one does not say, the next may.
public final class HostRules {

    private static final Comparator<HostRule> MOST_SPECIFIC_FIRST = Comparator.comparingInt(
                    (HostRule rule) -> rule.match().specificity())
            .reversed();

    private final Map<MacAddress, List<HostRule>> byMac = new HashMap<>();
    private final List<HostRule> others = new ArrayList<>();
    private final Map<String, Profile> profiles;
    private final Optional<String> usualProfile;
    private final HostRule unknown;

    /// @param rules in the order of the file
    /// @param profiles by name
    /// @param usualProfile for machines that name none
    /// @param unknown what is done with machines that no rule is about
    public HostRules(
            List<HostRule> rules, Map<String, Profile> profiles, Optional<String> usualProfile, HostRule unknown) {
        for (HostRule rule : rules) {
            rule.match()
                    .mac()
                    .map(mac -> byMac.computeIfAbsent(mac, any -> new ArrayList<>()))
                    .orElse(others)
                    .add(rule);
        }
        this.profiles = Map.copyOf(profiles);
        this.usualProfile = usualProfile;
        this.unknown = unknown;
    }

    /// The profile of that name.
    public Optional<Profile> profile(String name) {
        return Optional.ofNullable(profiles.get(name));
    }

    /// The profile of machines that name none.
    public Optional<Profile> usualProfile() {
        return usualProfile.flatMap(this::profile);
    }

    /// All that the rules say of a machine.
    public HostRule about(BootClient client) {
        List<HostRule> own = new ArrayList<>(byMac.getOrDefault(client.mac(), List.of()));
        own.addAll(others);
        own.sort(MOST_SPECIFIC_FIRST);
        Map<String, String> labels = new HashMap<>();
        for (HostRule rule : own) {
            if (!rule.match().needsLabels() && rule.match().matches(client, Map.of())) {
                rule.labels().forEach(labels::putIfAbsent);
            }
        }
        List<HostRule> matching = own.stream()
                .filter(rule -> rule.match().matches(client, labels))
                .toList();
        if (matching.isEmpty()) {
            return unknown;
        }
        return new HostRule(
                matching.getFirst().match(),
                first(matching, HostRule::name),
                labels,
                first(matching, HostRule::site),
                first(matching, HostRule::profile),
                first(matching, HostRule::action),
                first(matching, HostRule::reinstall));
    }

    private static <T> Optional<T> first(List<HostRule> rules, Function<HostRule, Optional<T>> what) {
        return rules.stream().map(what).flatMap(Optional::stream).findFirst();
    }
}
