package dev.slipway.builder.userdata.merge;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// Where a value of the merged user-data came from.
///
/// @param path keys with dots between them, items of lists as `[0]`
/// @param value as it is; a secret is replaced by asterisks
/// @param place where it is written
/// @param emptied whether a `null` is written there, which empties the value below it
/// @param replaced what it replaced, the latest first
public record Origin(String path, String value, Place place, boolean emptied, List<Replaced> replaced) {

    public Origin {
        requireNonNull(path, "path is null");
        requireNonNull(value, "value is null");
        requireNonNull(place, "place is null");
        replaced = List.copyOf(replaced);
    }

    /// A value that did not make it.
    ///
    /// @param value as it was; a secret is replaced by asterisks
    /// @param place where it is written
    public record Replaced(String value, Place place) {

        public Replaced {
            requireNonNull(value, "value is null");
            requireNonNull(place, "place is null");
        }
    }
}
