package dev.slipway.pxe.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.http.HttpAsked.Method;
import dev.slipway.pxe.publish.PublishedFile;
import dev.slipway.pxe.trace.Step;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoutesTests {

    private final Routes routes = Routes.none()
            .with("/", asked -> named("loader"))
            .with("/media", asked -> named("media"))
            .with("/media/edge", asked -> named("edge"))
            .withPost("/booted", asked -> named("booted"));

    @Test
    void longestPrefixAnswers() throws MalformedTargetException {
        assertThat(answer(Method.GET, "/ipxe.efi")).isEqualTo(named("loader"));
        assertThat(answer(Method.GET, "/media/other/x")).isEqualTo(named("media"));
        assertThat(answer(Method.HEAD, "/media/edge/x")).isEqualTo(named("edge"));
        assertThat(answer(Method.GET, "/mediax")).isEqualTo(named("loader"));
    }

    @Test
    void methodThatARouteDoesNotTakeIsRefused() throws MalformedTargetException {
        assertThat(answer(Method.POST, "/booted/x")).isEqualTo(named("booted"));
        assertThat(answer(Method.GET, "/booted/x").status()).isEqualTo(405);
        assertThat(answer(Method.GET, "/booted/x").headers()).isEqualTo(Map.of("Allow", "POST"));
    }

    @Test
    void publishedFileIsFoundWithTheMachineInFront() throws MalformedTargetException {
        PublishedFile loader = new PublishedFile("ipxe.efi", Image.zeros(3), Step.LOADER_SENT);
        PublishedRoute route =
                new PublishedRoute((name, client) -> name.equals("ipxe.efi") ? Optional.of(loader) : Optional.empty());
        HttpAnswer answer = route.answer(asked(Method.GET, "/52-54-00-ab-cd-ef/ipxe.efi"));
        assertThat(answer.sent())
                .contains(new HttpAnswer.Sent(
                        Optional.of(new MacAddress(0x525400abcdefL)), Step.LOADER_SENT, "ipxe.efi"));
        assertThat(route.answer(asked(Method.GET, "/ipxe.efi")).status()).isEqualTo(200);
        assertThat(route.answer(asked(Method.GET, "/x/ipxe.efi")).status()).isEqualTo(404);
    }

    @Test
    void originIsTheHostThatWasNamedOrTheAddress() throws MalformedTargetException {
        assertThat(asked(Method.GET, "/").origin()).isEqualTo("http://127.0.0.1:8080");
        assertThat(withHost("boot.example:81").origin()).isEqualTo("http://boot.example:81");
        assertThat(withHost("[2001:db8::1]:81").origin()).isEqualTo("http://[2001:db8::1]:81");
        assertThat(withHost("evil\" ${x}").origin()).isEqualTo("http://127.0.0.1:8080");
    }

    private HttpAnswer answer(Method method, String target) throws MalformedTargetException {
        return routes.answer(asked(method, target));
    }

    private static HttpAnswer named(String name) {
        return HttpAnswer.failure(200, name);
    }

    private static HttpAsked asked(Method method, String target) throws MalformedTargetException {
        return asked(method, target, Map.of());
    }

    private static HttpAsked withHost(String host) throws MalformedTargetException {
        return asked(Method.GET, "/", Map.of("Host", host));
    }

    private static HttpAsked asked(Method method, String target, Map<String, String> headers)
            throws MalformedTargetException {
        InetSocketAddress here = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8080);
        RequestTarget read = RequestTarget.parse(target);
        return new HttpAsked(method, read.path(), read.query(), headers, here, here, false, "");
    }
}
