package dev.slipway.pxe.http;

import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.publish.PublishedFile;
import dev.slipway.pxe.publish.PublishedFiles;
import java.util.Optional;

/// Answers with what is published: `/NAME`, or `/MAC/NAME`, where the address only tells who asks.
///
/// @param files where names are looked up
public record PublishedRoute(PublishedFiles files) implements HttpHandler {

    @Override
    public HttpAnswer answer(HttpAsked asked) {
        Optional<MacAddress> mac = asked.path().part(0).flatMap(MacAddress::parse);
        Optional<PublishedFile> found = files.find(asked.path().toString(), asked.client());
        if (found.isEmpty() && mac.isPresent()) {
            found = files.find(asked.path().from(1).toString(), asked.client());
        }
        return found.map(file -> HttpAnswer.of(HttpBody.Content.of(file.content(), MediaTypes.of(file.name())))
                        .telling(new HttpAnswer.Sent(mac, file.sent(), file.name())))
                .orElseGet(HttpAnswer::notFound);
    }
}
