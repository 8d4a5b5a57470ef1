package dev.slipway.pxe.configuration;

import dev.slipway.pxe.boot.BootAction;
import dev.slipway.pxe.boot.HostMatch;
import dev.slipway.pxe.boot.HostRule;
import dev.slipway.pxe.boot.Profile;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.MacAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Reads what is said of machines.
final class HostReader {

    private static final Map<String, BootAction> ACTIONS = Map.of(
            "install", BootAction.INSTALL,
            "local", BootAction.LOCAL,
            "wait", BootAction.WAIT,
            "refuse", BootAction.REFUSE);
    static final String MAC_FORM = "the address of a card: 52:54:00:12:34:56";
    private static final HostMatch ANY = new HostMatch(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    private static final List<String> TOLD_BY = List.of("mac", "uuid", "serial", "asset", "label", "arch");

    private final Map<String, Profile> profiles;
    private final Map<MacAddress, String> seen = new HashMap<>();

    HostReader(Map<String, Profile> profiles) {
        this.profiles = profiles;
    }

    Stream<HostRule> rule(Section section) {
        Optional<MacAddress> mac = section.parsed("mac", MacAddress::parse, MAC_FORM);
        HostMatch match = new HostMatch(
                mac,
                section.parsed("uuid", HostReader::uuid, "a UUID"),
                section.text("serial"),
                section.text("asset"),
                architecture(section),
                section.texts("label"));
        HostRule rule = rule(section, match);
        section.done();
        if (!section.says(TOLD_BY)) {
            section.wrong("a host is told by %s: none is there".formatted(String.join(", ", TOLD_BY)));
        }
        mac.map(address -> seen.putIfAbsent(address, section.where()))
                .ifPresent(other ->
                        section.wrong("there are two hosts %s; the other is at %s".formatted(mac.get(), other)));
        return Stream.of(rule);
    }

    /// What is done with machines that no rule is about: they wait, unless something else is said.
    HostRule unknown(Optional<Section> section) {
        if (section.isEmpty()) {
            return new HostRule(
                    ANY,
                    Optional.empty(),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(BootAction.WAIT),
                    Optional.empty());
        }
        HostRule rule = rule(section.get(), ANY);
        section.get().done();
        if (rule.action().isEmpty()) {
            section.get()
                    .wrong("'unknown' says what happens to machines that are not named: 'boot: install',"
                            + " 'wait', 'local' or 'refuse'");
        }
        return rule;
    }

    private HostRule rule(Section section, HostMatch match) {
        Optional<String> profile = section.text("profile");
        profile.filter(name -> !profiles.containsKey(name))
                .ifPresent(name -> section.wrong("there is no profile '%s'%s"
                        .formatted(
                                name,
                                profiles.isEmpty()
                                        ? ""
                                        : "; the profiles are " + String.join(", ", profiles.keySet()))));
        return new HostRule(
                match,
                section.text("name"),
                section.texts("labels"),
                section.text("site"),
                profile,
                section.choice("boot", ACTIONS),
                section.flag("reinstall"));
    }

    static Optional<ClientArchitecture> architecture(Section section) {
        return section.parsed("arch", ClientArchitecture::named, architectures());
    }

    static Optional<UUID> uuid(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static String architectures() {
        return String.join(
                ", ",
                Arrays.stream(ClientArchitecture.values())
                        .map(ClientArchitecture::text)
                        .toList());
    }
}
