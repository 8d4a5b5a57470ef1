package dev.slipway.pxe.http;

import java.time.Duration;

/// What clients may take of a server.
///
/// @param connectionsMax open at a time; those beyond are told to come back, and closed
/// @param connectionsPerAddressMax of them from one address
/// @param requestLineBytesMax the longest first line of a request
/// @param headerBytesMax the longest headers
/// @param bodyBytesMax the longest body
/// @param answersMax requests that are being decided on at a time; others wait
/// @param answerWait how long they wait before they are told to come back
/// @param requestTimeout until the first request of a connection must be there, with headers and body
/// @param keepAlive until the next one must be
/// @param stall how long a client may take nothing of what it is sent
public record HttpLimits(
        int connectionsMax,
        int connectionsPerAddressMax,
        int requestLineBytesMax,
        int headerBytesMax,
        int bodyBytesMax,
        int answersMax,
        Duration answerWait,
        Duration requestTimeout,
        Duration keepAlive,
        Duration stall) {

    /// For a fleet that boots at once.
    public static final HttpLimits USUAL = new HttpLimits(
            4096,
            512,
            4096,
            16 << 10,
            64 << 10,
            64,
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60));

    public HttpLimits {
        if (connectionsMax < 1 || connectionsPerAddressMax < 1 || answersMax < 1 || bodyBytesMax < 0) {
            throw new IllegalArgumentException("limits that let nobody in");
        }
        if (requestLineBytesMax < 64 || headerBytesMax < 64) {
            throw new IllegalArgumentException("limits that no request keeps");
        }
    }
}
