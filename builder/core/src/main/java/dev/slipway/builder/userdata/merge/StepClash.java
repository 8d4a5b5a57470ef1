package dev.slipway.builder.userdata.merge;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/// Steps of several files that may overwrite each other on the host: those of one name, and those without any that make
/// users. Known to cost people their logins.
///
/// @param stage that all of them are in
/// @param name that all of them have; empty for those without one
/// @param places of the steps, in the order of the files
public record StepClash(String stage, Optional<String> name, List<Place> places) {

    public StepClash {
        requireNonNull(stage, "stage is null");
        requireNonNull(name, "name is null");
        places = List.copyOf(places);
    }

    /// What is wrong, in one sentence without a full stop.
    public String message() {
        return name.map(same -> "the steps '%s' of stage '%s' have one name".formatted(same, stage))
                .orElse("steps of stage '%s' that make users have no name".formatted(stage));
    }
}
