package dev.slipway.pxe.replay;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The head of an HTTP request or answer, as far as it lies in one segment.
///
/// @param target what was asked for, in a request
/// @param isHead whether only the head was asked for, in a request
/// @param status of an answer
/// @param bytes of the head itself
/// @param length of the body; the largest number where it is not told
/// @param reachesEnd whether the body reaches the end of the file
record HttpHead(String target, boolean isHead, int status, int bytes, long length, boolean reachesEnd) {

    private static final int BYTES_MAX = 8192;
    private static final Pattern REQUEST = Pattern.compile("(GET|HEAD) (\\S{1,2000}) HTTP/1[.][01]\r\n");
    private static final Pattern ANSWER = Pattern.compile("HTTP/1[.][01] ([1-5][0-9]{2})[ \r]");
    private static final Pattern LENGTH = Pattern.compile("\r\n(?i:Content-Length): ?([0-9]{1,15})\r\n");
    private static final Pattern RANGE =
            Pattern.compile("\r\n(?i:Content-Range): ?bytes [0-9]{1,15}-([0-9]{1,15})/([0-9]{1,15})\r\n");

    static Optional<HttpHead> request(byte[] payload) {
        Matcher line = REQUEST.matcher(text(payload));
        return line.lookingAt()
                ? Optional.of(new HttpHead(line.group(2), line.group(1).equals("HEAD"), 0, 0, 0, false))
                : Optional.empty();
    }

    static Optional<HttpHead> answer(byte[] payload) {
        String text = text(payload);
        Matcher line = ANSWER.matcher(text);
        int end = text.indexOf("\r\n\r\n");
        if (!line.lookingAt() || end < 0) {
            return Optional.empty();
        }
        String head = text.substring(0, end + 2);
        Matcher length = LENGTH.matcher(head);
        Matcher range = RANGE.matcher(head);
        boolean whole = !range.find() || Long.parseLong(range.group(1)) + 1 == Long.parseLong(range.group(2));
        return Optional.of(new HttpHead(
                "",
                false,
                Integer.parseInt(line.group(1)),
                end + 4,
                length.find() ? Long.parseLong(length.group(1)) : Long.MAX_VALUE,
                whole));
    }

    HttpHead of(long received) {
        return new HttpHead(target, isHead, status, bytes, received, reachesEnd);
    }

    private static String text(byte[] payload) {
        return new String(payload, 0, Math.min(payload.length, BYTES_MAX), StandardCharsets.ISO_8859_1);
    }
}
