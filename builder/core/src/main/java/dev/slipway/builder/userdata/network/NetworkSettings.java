package dev.slipway.builder.userdata.network;

import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.yaml.Span;
import dev.slipway.builder.yaml.YamlDocument;
import dev.slipway.builder.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What `stylus.site.network` says, in the old flat form, which means the default interface, and in the form by
/// interface. Use: `NetworkSettings.of(userData.document())`, then [#issues()] for what does not fit together, and
/// [#effective()] for what holds.
///
/// @param flat what the old form says; empty where none of its keys is there
/// @param interfaces what the form by interface says, in the order of the text
/// @param issues what does not fit together, in the order of the text
public record NetworkSettings(
        Optional<InterfaceSettings> flat, List<InterfaceSettings> interfaces, List<NetworkIssue> issues) {

    private static final Span NOWHERE = new Span(0, 0, 1, 1);

    public NetworkSettings {
        interfaces = List.copyOf(interfaces);
        issues = List.copyOf(issues);
    }

    /// Reads the settings of a user-data. Never fails: what is wrong is among the issues.
    public static NetworkSettings of(UserData userData) {
        return of(userData.document());
    }

    /// Reads the settings of a document with the keys of a user-data.
    public static NetworkSettings of(YamlDocument document) {
        Optional<YamlNode> network = document.find("stylus", "site", "network");
        NetworkReading reading = new NetworkReading();
        NetworkSettings read =
                network.map(reading::read).orElseGet(() -> new NetworkSettings(Optional.empty(), List.of(), List.of()));
        List<NetworkIssue> issues = new ArrayList<>(read.issues());
        issues.addAll(new NetworkChecks(read).issues());
        issues.sort(java.util.Comparator.comparingInt(issue -> issue.span().start()));
        return new NetworkSettings(read.flat(), read.interfaces(), issues);
    }

    /// The settings that hold: those by interface where there are any, else those of the flat form, else DHCP.
    public List<InterfaceSettings> effective() {
        if (!interfaces.isEmpty()) {
            return interfaces;
        }
        return List.of(flat.orElse(new InterfaceSettings(
                Optional.empty(),
                InterfaceSettings.Type.DHCP,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                NOWHERE)));
    }

    /// Whether something is so wrong that no network comes of it.
    public boolean hasErrors() {
        return issues.stream().anyMatch(issue -> issue.severity() == NetworkIssue.Severity.ERROR);
    }
}
