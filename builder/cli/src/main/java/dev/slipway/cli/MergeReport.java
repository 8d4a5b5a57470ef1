package dev.slipway.cli;

import dev.slipway.builder.userdata.merge.MergedUserData;
import dev.slipway.builder.userdata.merge.Origin;
import dev.slipway.builder.userdata.merge.Place;
import dev.slipway.builder.userdata.merge.StepClash;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Tells where the values of a merged user-data are from, and which steps clash.
record MergeReport(Surroundings surroundings, MergedUserData merged) {

    private static final int VALUE_LENGTH_MAX = 48;

    /// One value a line.
    void printOrigins() {
        TextTable table = new TextTable("KEY", "VALUE", "FROM", "REPLACED");
        for (Origin origin : merged.origins()) {
            String replaced = origin.replaced().stream()
                    .map(before -> "%s (%s)".formatted(shortened(before.value()), before.place()))
                    .collect(Collectors.joining(", "));
            table.row(
                    origin.path(),
                    shortened(origin.value()),
                    origin.place() + (origin.emptied() ? " (null)" : ""),
                    replaced);
        }
        table.print(surroundings.out(), "");
    }

    /// One event a value and a clash.
    void printJson() {
        merged.origins().forEach(origin -> {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("path", origin.path());
            members.put("value", origin.value());
            members.putAll(members(origin.place()));
            members.put("emptied", origin.emptied());
            members.put("replaced", origin.replaced());
            surroundings.out().println(JsonText.event("value", members));
        });
        merged.clashes().forEach(clash -> surroundings.out().println(JsonText.event("clash", clash)));
    }

    /// To a person, beside what was asked for.
    void printClashes() {
        for (StepClash clash : merged.clashes()) {
            surroundings.err().println("slipway: warning: " + Printable.of(clash.message()));
            clash.places().forEach(place -> surroundings.err().println("  at " + Printable.of(place.toString())));
            surroundings.err().println("  fix: give each step a name of its own, or one overwrites the other");
        }
    }

    private static Map<String, Object> members(Place place) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("file", place.file());
        members.put("line", place.line());
        members.put("column", place.column());
        return members;
    }

    /// The first line, as far as there is room.
    private static String shortened(String value) {
        String line = value.lines().findFirst().orElse("");
        if (line.length() <= VALUE_LENGTH_MAX) {
            return line.equals(value.stripTrailing()) ? line : line + " ...";
        }
        int end =
                Character.isHighSurrogate(line.charAt(VALUE_LENGTH_MAX - 1)) ? VALUE_LENGTH_MAX - 1 : VALUE_LENGTH_MAX;
        return line.substring(0, end) + " ...";
    }
}
