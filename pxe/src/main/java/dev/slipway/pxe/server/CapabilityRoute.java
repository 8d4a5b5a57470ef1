package dev.slipway.pxe.server;

import dev.slipway.builder.site.SiteExtraction.What;
import dev.slipway.pxe.capability.Capabilities.Verdict;
import dev.slipway.pxe.capability.Capability;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.http.HttpAnswer;
import dev.slipway.pxe.http.HttpAsked;
import dev.slipway.pxe.http.HttpBody;
import dev.slipway.pxe.http.HttpHandler;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// Serves those who have a capability: `/c/TOKEN/NAME`. What holds user-data is behind it, and the word of a
/// machine that it is installed.
record CapabilityRoute(Context context) implements HttpHandler {

    private static final String TEXT = "text/plain; charset=utf-8";

    @Override
    public HttpAnswer answer(HttpAsked asked) {
        Instant now = context.clock().instant();
        Verdict verdict = context.capabilities().verify(asked.path().part(1).orElse(""), asked.client(), now);
        return (switch (verdict) {
                    case Verdict.Valid(Capability capability) -> answer(asked, capability, now);
                    case Verdict.Expired(Capability capability) -> expired(asked, capability, now);
                    case Verdict.Forged() -> HttpAnswer.notFound();
                })
                .uncached();
    }

    private HttpAnswer expired(HttpAsked asked, Capability capability, Instant now) {
        capability
                .mac()
                .ifPresent(mac -> context.trace()
                        .tell(new HostEvent(
                                now,
                                mac,
                                Step.FAILURE,
                                "asked for %s with a URL that ended at %s: it must boot again for a new one"
                                        .formatted(asked.path().name(), capability.expires()),
                                Map.of("status", "403", "reason", "expired"))));
        return HttpAnswer.failure(403, "this URL has ended; boot the machine again for a new one");
    }

    private HttpAnswer answer(HttpAsked asked, Capability capability, Instant now) {
        Optional<MacAddress> mac = capability.mac();
        mac.ifPresent(one -> context.trace().located(one, asked.client()));
        BootObject object = BootObject.of(capability.object()).orElse(null);
        if ((asked.method() == HttpAsked.Method.POST) != (object instanceof BootObject.Installed)) {
            return HttpAnswer.failure(405, "the method is not allowed here")
                    .header("Allow", object instanceof BootObject.Installed ? "POST" : "GET, HEAD");
        }
        return switch (object) {
            case BootObject.Image(String installer, Optional<String> site) -> image(installer, site, mac);
            case BootObject.Seed(String installer, Optional<String> site) ->
                seed(asked.path().from(2).toString(), installer, site, mac);
            case BootObject.Installed() -> installed(mac, now);
            case null -> HttpAnswer.notFound();
        };
    }

    private HttpAnswer image(String installer, Optional<String> site, Optional<MacAddress> mac) {
        return context.plan()
                .installer(installer)
                .flatMap(found -> found.image(site))
                .map(file -> HttpAnswer.of(MediaRoute.content(file))
                        .telling(new HttpAnswer.Sent(mac, Step.ROOT_SENT, file.name())))
                .orElseGet(HttpAnswer::notFound);
    }

    /// cloud-init wants a meta-data beside the user-data, if only an empty one.
    private HttpAnswer seed(String name, String installer, Optional<String> site, Optional<MacAddress> mac) {
        Optional<What> what = Arrays.stream(What.values())
                .filter(one -> one.title().equals(name))
                .findFirst();
        Optional<Installer> found = context.plan().installer(installer);
        if (what.isEmpty() || found.isEmpty()) {
            return HttpAnswer.notFound();
        }
        Optional<byte[]> bytes = found.get().seed(site, what.get());
        if (what.get() == What.META_DATA) {
            return HttpAnswer.of(HttpBody.Content.of(bytes.orElse(new byte[0]), TEXT));
        }
        HttpAnswer answer =
                bytes.map(all -> HttpAnswer.of(HttpBody.Content.of(all, TEXT))).orElseGet(HttpAnswer::notFound);
        return what.get() == What.USER_DATA && bytes.isPresent()
                ? answer.telling(new HttpAnswer.Sent(mac, Step.USER_DATA_SENT, name))
                : answer;
    }

    private HttpAnswer installed(Optional<MacAddress> mac, Instant now) {
        if (mac.isEmpty()) {
            return HttpAnswer.notFound();
        }
        try {
            context.installed().add(mac.get(), now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.trace()
                .tell(new HostEvent(
                        now, mac.get(), Step.BOOTED, "told that it is installed", Map.of("state", "installed")));
        return HttpAnswer.of(HttpBody.Content.text("thank you\n"));
    }
}
