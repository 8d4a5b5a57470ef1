package dev.slipway.pxe.server;

import dev.slipway.pxe.capability.CapabilityUrl;
import dev.slipway.pxe.http.HttpAnswer;
import dev.slipway.pxe.http.HttpAsked;
import dev.slipway.pxe.http.HttpHandler;
import dev.slipway.pxe.http.PublishedRoute;
import dev.slipway.pxe.http.Routes;
import dev.slipway.pxe.metrics.BootMetrics;

/// Who answers which path of the machines' listener.
record ServerRoutes(Context context, Loaders loaders, BootMetrics metrics) {

    Routes routes() {
        HttpHandler published = new PublishedRoute(loaders);
        HttpHandler capability = counted("capability", new CapabilityRoute(context));
        return Routes.none()
                .with(BootUrls.SCRIPTS, counted("script", new ScriptRoute(context)))
                .with(BootUrls.LOADERS, counted("loader", asked -> published.answer(withoutPrefix(asked))))
                .with(BootUrls.MEDIA, counted("media", new MediaRoute(context)))
                .with("/" + CapabilityUrl.PREFIX, capability)
                .withPost("/" + CapabilityUrl.PREFIX, capability)
                .with("/v1/boot", counted("api", new PixiecoreRoute(context)));
    }

    private static HttpAsked withoutPrefix(HttpAsked asked) {
        return asked.withPath(asked.path().from(1));
    }

    private HttpHandler counted(String kind, HttpHandler handler) {
        return asked -> {
            HttpAnswer answer = handler.answer(asked);
            metrics.request(kind, answer.status(), 0);
            return answer;
        };
    }
}
