package dev.slipway.builder.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTests {

    private static final String PROXY = "http://proxy.example:3128";

    private static boolean proxied(String target, String noProxy) {
        return new Proxies(Map.of("HTTPS_PROXY", PROXY, "NO_PROXY", noProxy))
                .proxyOf(URI.create(target))
                .isPresent();
    }

    /// From Go's own table (`golang.org/x/net/http/httpproxy`, `UseProxyTests`).
    @ParameterizedTest
    @CsvSource({
        "https://foobar.com, '', true",
        "https://foobar.com, foobar.com, false",
        "https://www.foobar.com, foobar.com, false",
        "https://www.foobar.com, .foobar.com, false",
        "https://foobar.com, .foobar.com, true",
        "https://afoobar.com, foobar.com, true",
        "https://foobar.com, 'other.com, foobar.com', false",
        "https://FOOBAR.com, foobar.COM, false",
        "https://foobar.com:443, foobar.com:443, false",
        "https://foobar.com, foobar.com:80, true",
        "https://www.foobar.com, *.foobar.com, false",
        "https://foobar.com, *, false",
        "https://localhost, '', false",
        "https://127.0.0.1:5000, '', false",
        "https://[::1]:5000, '', false",
        "https://192.168.1.1, 192.168.1.1, false",
        "https://192.168.1.1, 192.168.0.0/16, false",
        "https://192.169.1.1, 192.168.0.0/16, true",
        "https://10.2.3.4, 10.0.0.0/33, true",
        "https://10.2.3.4, 10.0.0.0/x, true",
        "https://[2001:db8::52:0:1]:80, 2001:db8::/32, false"
    })
    void proxyOfFollowsTheRules(String target, String noProxy, boolean expected) {
        assertThat(proxied(target, noProxy)).isEqualTo(expected);
    }

    @Test
    void proxyOfTakesTheVariableOfTheScheme() {
        Map<String, String> environment = new HashMap<>(Map.of("https_proxy", "secure:1", "HTTP_PROXY", "plain:2"));
        assertThat(new Proxies(environment)
                        .select(URI.create("https://a.example/"))
                        .toString())
                .contains("secure")
                .contains(":1");
        assertThat(new Proxies(environment)
                        .select(URI.create("http://a.example/"))
                        .toString())
                .contains("plain");
        assertThat(new Proxies(Map.of("ALL_PROXY", PROXY)).proxyOf(URI.create("https://a.example/")))
                .contains(URI.create(PROXY));
        assertThat(new Proxies(Map.of("HTTPS_PROXY", " ")).proxyOf(URI.create("https://a.example/")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://x:1", "http://user:top secret@x:1", "http://", "::"})
    void proxyOfWhenItCannotBeUsedSaysSoWithoutItsPassword(String proxy) {
        assertThatThrownBy(() -> new Proxies(Map.of("HTTPS_PROXY", proxy)).proxyOf(URI.create("https://a.example/")))
                .isInstanceOf(ProblemException.class)
                .hasMessageNotContaining("secret");
    }
}
