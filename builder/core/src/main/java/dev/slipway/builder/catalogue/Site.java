package dev.slipway.builder.catalogue;

import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import java.util.List;

/// One site of a catalogue with all its values: those of the defaults, of its groups and its own.
public final class Site {

    private final String name;
    private final String where;
    private final List<String> groups;
    private final YamlMapping values;
    private final List<Overlay> overlays;

    Site(String name, String where, List<String> groups, YamlMapping values, List<Overlay> overlays) {
        this.name = name;
        this.where = where;
        this.groups = List.copyOf(groups);
        this.values = values;
        this.overlays = List.copyOf(overlays);
    }

    /// Something that is merged over the rendered user-data.
    ///
    /// @param node the path of a file, or the mapping itself
    /// @param where it is written
    record Overlay(YamlNode node, String where) {}

    /// Unique in its catalogue, and safe as the name of a file.
    public String name() {
        return name;
    }

    /// Where it is written: `sites.yaml:14:5`.
    public String where() {
        return where;
    }

    /// The groups that it belongs to; later ones win.
    public List<String> groups() {
        return groups;
    }

    /// Without the reserved keys.
    YamlMapping values() {
        return values;
    }

    /// The later over the earlier.
    List<Overlay> overlays() {
        return overlays;
    }

    @Override
    public String toString() {
        return "%s (%s)".formatted(name, where);
    }
}
