package dev.slipway.image.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.slipway.image.MalformedImageException;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The records of an extended header (POSIX.1-2024, pax, "pax Extended Header"): `length keyword=value\n` each. Values
/// are bytes and kept as such, one to a character: an extended attribute may hold any, and a name need not be UTF-8.
///
/// @param records in their order; of several with one keyword the last counts, but for the sparse maps of GNU tar
/// @param offset where they lie in the archive, for errors
record PaxRecords(List<PaxRecord> records, long offset) {

    static final PaxRecords NONE = new PaxRecords(List.of(), 0);

    private static final Pattern TIME = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{0,30})?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final int LENGTH_DIGITS_MAX = 10;

    /// One keyword with its value.
    record PaxRecord(String keyword, String value) {}

    static PaxRecords decode(byte[] bytes, long offset) throws MalformedImageException {
        List<PaxRecord> records = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int space = at;
            while (space < bytes.length && space - at <= LENGTH_DIGITS_MAX && bytes[space] != ' ') {
                space++;
            }
            int length = length(bytes, at, space);
            // The shortest is `6 a=\n` with the length, the space, the keyword, the equals sign and the newline.
            if (length < space - at + 4 || length > bytes.length - at || bytes[at + length - 1] != '\n') {
                throw new MalformedImageException(
                        "pax record", offset + at, "expected 'length keyword=value' and a newline at its end");
            }
            String record = new String(bytes, space + 1, at + length - 1 - (space + 1), ISO_8859_1);
            int equals = record.indexOf('=');
            if (equals <= 0) {
                throw new MalformedImageException("pax record", offset + at, "expected a keyword and '='");
            }
            records.add(new PaxRecord(record.substring(0, equals), record.substring(equals + 1)));
            at += length;
        }
        return new PaxRecords(List.copyOf(records), offset);
    }

    private static int length(byte[] bytes, int from, int to) {
        String digits = new String(bytes, from, to - from, ISO_8859_1);
        if (digits.length() >= LENGTH_DIGITS_MAX || !NUMBER.matcher(digits).matches()) {
            return -1;
        }
        return Integer.parseInt(digits);
    }

    /// The value of the last record with that keyword, null where there is none or the last one is empty, which takes
    /// back what a global header said.
    @Nullable
    String find(String keyword) {
        String found = null;
        for (PaxRecord record : records) {
            if (record.keyword.equals(keyword)) {
                found = record.value;
            }
        }
        return found == null || found.isEmpty() ? null : found;
    }

    /// The number of a keyword, or `otherwise` where it is not there.
    long number(String keyword, long otherwise) throws MalformedImageException {
        String value = find(keyword);
        if (value == null) {
            return otherwise;
        }
        if (!NUMBER.matcher(value).matches()) {
            throw problem(keyword, "expected a number, found '%s'".formatted(EntryName.shown(value)));
        }
        return Long.parseLong(value);
    }

    /// The time of a keyword, to the nanosecond, or `otherwise` where it is not there.
    Instant time(String keyword, Instant otherwise) throws MalformedImageException {
        String value = find(keyword);
        if (value == null) {
            return otherwise;
        }
        if (!TIME.matcher(value).matches()) {
            throw problem(keyword, "expected seconds, found '%s'".formatted(EntryName.shown(value)));
        }
        BigDecimal seconds = new BigDecimal(value);
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        long nanos = seconds.subtract(whole).movePointRight(9).longValue();
        try {
            return Instant.ofEpochSecond(whole.longValueExact(), nanos);
        } catch (DateTimeException e) {
            throw problem(keyword, "time %s is out of range".formatted(value));
        }
    }

    MalformedImageException problem(String keyword, String problem) {
        return new MalformedImageException("pax record " + keyword, offset, problem);
    }

    /// These records with those of another header behind them, which count for more.
    PaxRecords then(PaxRecords later) {
        if (records.isEmpty()) {
            return later;
        }
        List<PaxRecord> all = new ArrayList<>(records);
        all.addAll(later.records);
        return new PaxRecords(List.copyOf(all), later.offset);
    }

    /// A time in seconds with as many digits as it needs.
    static String format(Instant time) {
        return BigDecimal.valueOf(time.getNano(), 9)
                .add(BigDecimal.valueOf(time.getEpochSecond()))
                .stripTrailingZeros()
                .toPlainString();
    }

    byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (PaxRecord record : records) {
            byte[] text = (" " + record.keyword + "=" + record.value + "\n").getBytes(ISO_8859_1);
            // The length counts its own digits.
            int length = text.length;
            while (length != text.length + Integer.toString(length).length()) {
                length = text.length + Integer.toString(length).length();
            }
            out.writeBytes(Integer.toString(length).getBytes(ISO_8859_1));
            out.writeBytes(text);
        }
        return out.toByteArray();
    }
}
