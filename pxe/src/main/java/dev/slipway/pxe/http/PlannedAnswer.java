package dev.slipway.pxe.http;

import dev.slipway.image.ImageTransfer;
import java.util.Map;
import java.util.Optional;

/// An answer as it goes to the client.
///
/// @param headers all but those of the connection
/// @param transfer its bytes, open; empty where none are sent
/// @param from where they begin in the content
/// @param size of the whole content
/// @param told what the client has when it has it all
record PlannedAnswer(
        int status,
        Map<String, String> headers,
        Optional<ImageTransfer> transfer,
        long from,
        long size,
        Optional<Told> told) {

    /// Who is told what of.
    ///
    /// @param etag tells this content from others of the name
    record Told(HttpAsked asked, HttpAnswer.Sent sent, String etag) {}
}
