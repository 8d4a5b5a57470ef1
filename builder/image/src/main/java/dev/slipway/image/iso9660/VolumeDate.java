package dev.slipway.image.iso9660;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// A date of a volume descriptor (ECMA-119, 8.4.26.1): 16 digits, `yyyyMMddHHmmss` and hundredths, and the offset from
/// Greenwich. 17 bytes.
///
/// @param digits the 16 digits as recorded; sixteen `0` for a date that is not given
/// @param quarters the offset from Greenwich in quarters of an hour
public record VolumeDate(String digits, int quarters) {

    /// A date that is not given.
    public static final VolumeDate UNSPECIFIED = new VolumeDate("0".repeat(16), 0);

    static final int BYTES = 17;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    public VolumeDate {
        requireNonNull(digits, "digits is null");
        if (digits.length() != 16) {
            throw new IllegalArgumentException("'%s' has not 16 digits".formatted(digits));
        }
    }

    /// The date of an instant, in Greenwich time.
    ///
    /// @throws IllegalArgumentException where the year is not in 1..9999
    public static VolumeDate of(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        if (time.getYear() < 1 || time.getYear() > 9999) {
            throw new IllegalArgumentException("year %d is not in 1..9999".formatted(time.getYear()));
        }
        return new VolumeDate(
                String.format(
                        // Never the digits of the user's own script.
                        Locale.ROOT, "%s%02d", SECONDS.format(time), instant.getNano() / 10_000_000),
                0);
    }

    /// The instant, or nothing where the date is not given or is none.
    public Optional<Instant> instant() {
        try {
            LocalDateTime time = LocalDateTime.parse(digits.substring(0, 14), SECONDS);
            int hundredths = Integer.parseInt(digits.substring(14));
            return Optional.of(
                    time.toInstant(ZoneOffset.ofTotalSeconds(quarters * 900)).plusMillis(hundredths * 10L));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    void encode(ByteBuffer out) {
        out.put(digits.getBytes(StandardCharsets.US_ASCII)).put((byte) quarters);
    }

    static VolumeDate decode(ByteBuffer in) {
        byte[] digits = new byte[16];
        in.get(digits);
        return new VolumeDate(new String(digits, StandardCharsets.ISO_8859_1), in.get());
    }
}
