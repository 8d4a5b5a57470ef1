package dev.slipway.pxe.admin;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// An answer to an administrator.
///
/// @param status of HTTP
/// @param contentType what the body is
/// @param headers further ones, names as they are written
/// @param body the bytes; not to be changed
@SuppressWarnings("ArrayRecordComponent") // Handed over, and compared by nobody.
public record AdminAnswer(int status, String contentType, Map<String, String> headers, byte[] body) {

    /// Nothing from elsewhere, no frames, no forms that lead away: what machines on the network tell can at worst look
    /// strange on the page.
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public AdminAnswer {
        headers = Map.copyOf(headers);
    }

    static AdminAnswer of(String contentType, byte[] body) {
        return answer(200, contentType, body);
    }

    static AdminAnswer of(String contentType, String text) {
        return of(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    static AdminAnswer html(String text) {
        return of("text/html; charset=utf-8", text);
    }

    static AdminAnswer json(String text) {
        return of("application/json", text);
    }

    static AdminAnswer failure(int status, String sentence) {
        return answer(status, "text/plain; charset=utf-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static AdminAnswer to(String place) {
        return failure(303, "see " + place).with("Location", place);
    }

    AdminAnswer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new AdminAnswer(status, contentType, more, body);
    }

    private static AdminAnswer answer(int status, String contentType, byte[] body) {
        return new AdminAnswer(
                status,
                contentType,
                Map.of(
                        "Cache-Control", "no-store",
                        "Content-Security-Policy", POLICY,
                        "Referrer-Policy", "no-referrer",
                        "X-Content-Type-Options", "nosniff"),
                body);
    }
}
