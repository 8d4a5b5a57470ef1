package dev.slipway.cli;

import dev.slipway.builder.userdata.UserData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// Reads user-data under the name by which the user called it.
final class UserDataFiles {

    private static final Path STANDARD_INPUT = Path.of("-");

    private UserDataFiles() {}

    /// The user-data of a file, or of the standard input for `-`.
    static UserData read(Surroundings surroundings, Path file) {
        if (!file.equals(STANDARD_INPUT)) {
            return UserData.read(surroundings.directory().resolve(file));
        }
        try {
            // One byte more tells that there is too much; nobody waits for the rest.
            return UserData.of(surroundings.in().readNBytes(UserData.SIZE_BYTES_MAX + 1), "(standard input)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
