package dev.slipway.pxe.server;

import dev.slipway.pxe.admin.AdminAnswer;
import dev.slipway.pxe.admin.AdminPages;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.http.HttpAnswer;
import dev.slipway.pxe.http.HttpAsked;
import dev.slipway.pxe.http.HttpBody;
import dev.slipway.pxe.http.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/// Shows administrators what happens, and lets them have a machine installed again: `POST /hosts/MAC/reinstall`.
record AdminRoute(Context context, AdminPages pages) implements HttpHandler {

    /// The header that a page of another site cannot send unasked.
    private static final String INTENT = "X-Slipway";

    @Override
    public HttpAnswer answer(HttpAsked asked) {
        AdminAnswer found = pages.answer("/" + asked.path(), asked.query());
        HttpAnswer answer = new HttpAnswer(
                found.status(), Map.of(), HttpBody.Content.of(found.body(), found.contentType()), Optional.empty());
        for (Map.Entry<String, String> header : found.headers().entrySet()) {
            answer = answer.header(header.getKey(), header.getValue());
        }
        return answer;
    }

    /// Changes something.
    HttpAnswer change(HttpAsked asked) {
        Optional<MacAddress> mac = asked.path().part(1).flatMap(MacAddress::parse);
        if (mac.isEmpty()
                || !asked.path().name().equals("reinstall")
                || asked.path().size() != 3) {
            return HttpAnswer.notFound();
        }
        if (asked.header(INTENT).isEmpty()) {
            return HttpAnswer.failure(403, "the header %s is missing".formatted(INTENT));
        }
        try {
            boolean was = context.installed().forget(mac.get());
            return HttpAnswer.of(HttpBody.Content.text(was ? "it will be installed again\n" : "it is not installed\n"))
                    .uncached();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
