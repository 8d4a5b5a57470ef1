package dev.slipway.image.iso9660;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// The date of a directory record (ECMA-119, 9.1.5), which the short form of Rock Ridge's `TF` shares: years since
/// 1900, month, day, hour, minute, second, quarters of an hour from Greenwich. 7 bytes, whole seconds.
final class RecordDate {

    static final int BYTES = 7;
    private static final long FIRST = -2_208_988_800L;
    private static final long LAST = 5_869_583_999L;

    private RecordDate() {}

    /// Whether the seven bytes can tell this time: 1900 to 2155.
    static boolean holds(Instant instant) {
        return instant.getEpochSecond() >= FIRST && instant.getEpochSecond() <= LAST;
    }

    /// Records a time, or the nearest one that the seven bytes can tell.
    static void encode(Instant instant, ByteBuffer out) {
        long second = Math.clamp(instant.getEpochSecond(), FIRST, LAST);
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        out.put((byte) (time.getYear() - 1900));
        out.put((byte) time.getMonthValue());
        out.put((byte) time.getDayOfMonth());
        out.put((byte) time.getHour());
        out.put((byte) time.getMinute());
        out.put((byte) time.getSecond());
        out.put((byte) 0);
    }

    /// The time recorded, or the epoch where the bytes are no date: some writers leave them zero.
    static Instant decode(ByteBuffer in) {
        int year = 1900 + Byte.toUnsignedInt(in.get());
        int month = in.get();
        int day = in.get();
        int hour = in.get();
        int minute = in.get();
        int second = in.get();
        int quarters = in.get();
        try {
            return LocalDateTime.of(year, month, day, hour, minute, second)
                    .toInstant(ZoneOffset.ofTotalSeconds(quarters * 900));
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
