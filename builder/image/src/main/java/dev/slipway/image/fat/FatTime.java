package dev.slipway.image.fat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Date and time as FAT has them: two words, in steps of two seconds, 1980 to 2107. FAT knows no time zone; ours are
/// UTC.
///
/// @param time hours, minutes and half the seconds
/// @param date years since 1980, month and day
record FatTime(int time, int date) {

    private static final Instant MIN = Instant.parse("1980-01-01T00:00:00Z");
    private static final Instant MAX = Instant.parse("2107-12-31T23:59:58Z");

    /// The step at or before an instant; the nearest one where the instant is out of range.
    static FatTime of(Instant instant) {
        Instant clamped = instant.isBefore(MIN) ? MIN : instant.isAfter(MAX) ? MAX : instant;
        LocalDateTime utc = LocalDateTime.ofInstant(clamped, ZoneOffset.UTC);
        return new FatTime(
                (utc.getHour() << 11) | (utc.getMinute() << 5) | (utc.getSecond() / 2),
                ((utc.getYear() - 1980) << 9) | (utc.getMonthValue() << 5) | utc.getDayOfMonth());
    }

    /// The instant, taken as UTC; the beginning of 1980 where the words are no date.
    Instant toInstant() {
        try {
            return LocalDateTime.of(
                            1980 + (date >> 9),
                            (date >> 5) & 15,
                            date & 31,
                            time >> 11,
                            (time >> 5) & 63,
                            2 * (time & 31))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return MIN;
        }
    }
}
