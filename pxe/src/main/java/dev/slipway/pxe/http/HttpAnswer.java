package dev.slipway.pxe.http;

import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a request is answered with. The server adds length, ranges, validators and the rest of the protocol.
///
/// @param status 200 for content: the server makes 206, 304, 412 and 416 of it where the client asked so
/// @param headers beside those that the server sets
/// @param sent what the machine has when it has it all
public record HttpAnswer(int status, Map<String, String> headers, HttpBody body, Optional<Sent> sent) {

    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /// Told when the last byte of the content has gone, whether in one piece or in several ranges.
    ///
    /// @param mac which machine; where empty, the one that the request names, or that is known to have the address
    /// @param step that it has made then
    /// @param name of the content, for the trace: without secrets
    public record Sent(Optional<MacAddress> mac, Step step, String name) {}

    /// Content.
    public static HttpAnswer of(HttpBody.Content content) {
        return new HttpAnswer(200, Map.of(), content, Optional.empty());
    }

    /// An error, or another answer that is a line of text.
    ///
    /// @param line without secrets
    public static HttpAnswer failure(int status, String line) {
        return new HttpAnswer(status, Map.of(), new HttpBody.Failure(line), Optional.empty());
    }

    /// There is nothing of that name.
    public static HttpAnswer notFound() {
        return failure(404, "there is nothing of that name");
    }

    /// The same with one more header.
    public HttpAnswer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpAnswer(status, more, body, sent);
    }

    /// The same, not to be kept by anybody on the way.
    public HttpAnswer uncached() {
        return header("Cache-Control", "no-store");
    }

    /// The same, for the trace.
    public HttpAnswer telling(Step step, String name) {
        return telling(new Sent(Optional.empty(), step, name));
    }

    /// The same, for the trace.
    public HttpAnswer telling(Sent told) {
        return new HttpAnswer(status, headers, body, Optional.of(told));
    }
}
