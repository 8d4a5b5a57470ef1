package dev.slipway.builder.userdata;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A key that older references taught and that newer ones spell otherwise. It is still accepted; findings report it,
/// and `fix` rewrites it as it is told here.
///
/// @param path the keys that lead to it from the root
/// @param rewrite what becomes of it
/// @param why what is known of it, one sentence without its full stop
public record OldSpelling(List<String> path, Rewrite rewrite, String why) {

    /// All that are known.
    public static final List<OldSpelling> ALL = List.of(
            moved(
                    "stylus.site.paletteEndPoint",
                    "stylus.site.paletteEndpoint",
                    Map.of(),
                    "the first reference wrote it with a capital P"),
            moved(
                    "stylus.installationMode",
                    "stylus.managementMode",
                    Map.of("connected", "central", "airgap", "local"),
                    "it was renamed, and so were its values"),
            moved("stylus.emcServer", "stylus.localUI", Map.of(), "the Local UI was once the management console"),
            moved(
                    "stylus.includeTui",
                    "stylus.disableTui",
                    Map.of("true", "false", "false", "true"),
                    "the text user interface is there unless it is disabled"),
            moved("stylus.reboot", "install.reboot", Map.of(), "the installer reads it from 'install'"),
            new OldSpelling(
                    List.of("stylus", "imageOverride"),
                    new ByHand("install.image"),
                    "the installer takes its image from 'install', as oci:REFERENCE"),
            ofInterface("type"),
            ofInterface("ipAddress"),
            ofInterface("mask"),
            ofInterface("gateway"));

    public OldSpelling {
        path = List.copyOf(path);
    }

    /// The old spelling at a path. The last key is found in any case: `PaletteEndPoint` is one, too.
    public static Optional<OldSpelling> at(List<String> path) {
        for (OldSpelling spelling : ALL) {
            if (spelling.isAt(path)) {
                return Optional.of(spelling);
            }
        }
        return Optional.empty();
    }

    /// The keys with dots between them, for messages.
    public String dotted() {
        return String.join(".", path);
    }

    private boolean isAt(List<String> other) {
        int last = path.size() - 1;
        return other.size() == path.size()
                && other.getLast().equalsIgnoreCase(path.getLast())
                && other.subList(0, last).equals(path.subList(0, last))
                && !isNewSpelling(other);
    }

    /// Old and new may differ in nothing but the case.
    private boolean isNewSpelling(List<String> other) {
        return rewrite instanceof Move move && move.path().equals(other);
    }

    private static OldSpelling moved(String from, String to, Map<String, String> values, String why) {
        return new OldSpelling(List.of(from.split("\\.", -1)), new Move(List.of(to.split("\\.", -1)), values), why);
    }

    private static OldSpelling ofInterface(String key) {
        return new OldSpelling(
                List.of("stylus", "site", "network", key),
                new ToInterface(key),
                "addresses belong to a network interface by its name");
    }

    /// What becomes of an old key.
    public sealed interface Rewrite permits Move, ToInterface, ByHand {

        /// The new place for messages, such as `stylus.managementMode`.
        default String place() {
            return switch (this) {
                case Move move -> String.join(".", move.path());
                case ToInterface of -> "stylus.site.network.interfaces.NAME." + of.key();
                case ByHand by -> by.place();
            };
        }
    }

    /// It moves with all that is under it.
    ///
    /// @param path the keys that lead to the new place
    /// @param values old scalar values with their new ones; others stay as they are
    public record Move(List<String> path, Map<String, String> values) implements Rewrite {
        public Move {
            path = List.copyOf(path);
            values = Map.copyOf(values);
        }
    }

    /// It moves below the interface, whose name the old form does not tell.
    public record ToInterface(String key) implements Rewrite {}

    /// No rule knows the new value.
    ///
    /// @param place where a person will write it
    public record ByHand(String place) implements Rewrite {}
}
