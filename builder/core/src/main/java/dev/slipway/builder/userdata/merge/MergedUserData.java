package dev.slipway.builder.userdata.merge;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.userdata.UserData;
import java.util.List;

/// What comes of several user-data files.
///
/// @param userData the one that says the same as all of them
/// @param origins of its values, in their order
/// @param clashes steps that may overwrite each other
public record MergedUserData(UserData userData, List<Origin> origins, List<StepClash> clashes) {

    public MergedUserData {
        requireNonNull(userData, "userData is null");
        origins = List.copyOf(origins);
        clashes = List.copyOf(clashes);
    }
}
