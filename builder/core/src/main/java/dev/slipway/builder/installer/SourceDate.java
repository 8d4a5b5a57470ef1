package dev.slipway.builder.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The one time that goes into a medium: `SOURCE_DATE_EPOCH`, or that of the newest input. The user-data does not
/// count, or the media of two sites would differ in every record.
final class SourceDate {

    private SourceDate() {}

    static Instant of(InstallerRequest request, Instant newestInBase) throws IOException {
        if (request.medium().sourceDateEpoch().isPresent()) {
            return Instant.ofEpochSecond(request.medium().sourceDateEpoch().get());
        }
        Instant newest = newestInBase;
        for (Path addition : request.medium().additions().values()) {
            if (Files.exists(addition)) {
                Instant modified = Files.getLastModifiedTime(addition).toInstant();
                newest = modified.isAfter(newest) ? modified : newest;
            }
        }
        return newest.truncatedTo(ChronoUnit.SECONDS);
    }
}
