package dev.slipway.pxe.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a client wants of a file (RFC 9110, chapter 14).
sealed interface ByteRange {

    /// All of it. Also the answer to what is no valid range, is of another unit, or asks for several ranges at
    /// once, which a server may ignore (chapter 14.2): nobody boots from the parts of a `multipart/byteranges`,
    /// and sending one costs more than it is worth.
    record Whole() implements ByteRange {}

    /// One range, within the file.
    record Part(long from, long count) implements ByteRange {}

    /// A range that lies behind the file's end.
    record Unsatisfiable() implements ByteRange {}

    /// The longest number that is below 2^63.
    int DIGITS_MAX = 18;

    Pattern ONE = Pattern.compile("(?i:bytes)=[ \\t,]*([0-9]*)-([0-9]*)[ \\t,]*");

    /// Reads a header.
    ///
    /// @param header such as `bytes=0-499`
    /// @param size of the file
    static ByteRange parse(String header, long size) {
        Matcher matcher = ONE.matcher(header);
        if (!matcher.matches()) {
            return new Whole();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty() && last.isEmpty()) {
            return new Whole();
        }
        if (first.isEmpty()) {
            return suffix(number(last), size);
        }
        long from = number(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
        if (to < from) {
            return new Whole();
        }
        return from >= size ? new Unsatisfiable() : new Part(from, Math.min(to, size - 1) - from + 1);
    }

    private static ByteRange suffix(long wanted, long size) {
        if (wanted == 0 || size == 0) {
            return new Unsatisfiable();
        }
        long count = Math.min(wanted, size);
        return new Part(size - count, count);
    }

    /// What has more digits than any size has lies behind every end.
    private static long number(String digits) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.length() - start > DIGITS_MAX
                ? Long.MAX_VALUE
                : Long.parseLong(digits, start, digits.length(), 10);
    }
}
