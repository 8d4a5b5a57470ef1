package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.userdata.UserDataReader;
import java.util.Optional;

/// What a user-data is for, as far as that changes what is found.
///
/// @param reader who will read it, where that is known
/// @param singleHost whether one host alone will read it
/// @param strict whether warnings weigh as much as errors
public record ValidationContext(Optional<UserDataReader> reader, boolean singleHost, boolean strict) {

    /// Nothing is known: any reader, many hosts, warnings are warnings.
    public static final ValidationContext UNKNOWN = new ValidationContext(Optional.empty(), false, false);

    /// The same for a reader.
    public ValidationContext readBy(UserDataReader whom) {
        return new ValidationContext(Optional.of(whom), singleHost, strict);
    }

    /// The same for one host, or for many.
    public ValidationContext forSingleHost(boolean single) {
        return new ValidationContext(reader, single, strict);
    }

    /// The same, strict or not.
    public ValidationContext strict(boolean isStrict) {
        return new ValidationContext(reader, singleHost, isStrict);
    }
}
