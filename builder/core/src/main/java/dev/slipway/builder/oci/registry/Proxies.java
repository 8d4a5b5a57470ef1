package dev.slipway.builder.oci.registry;

import dev.slipway.builder.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Proxies as the environment tells them: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in either case of
/// letters, read by the rules of Go's `httpproxy`, which Docker, skopeo and Podman follow. Hence this machine itself
/// is never reached by a proxy.
final class Proxies extends ProxySelector {

    private static final int PORT_USUAL = 80;

    private final Map<String, String> environment;

    Proxies(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public List<Proxy> select(URI target) {
        return proxyOf(target)
                .map(proxy -> List.of(new Proxy(
                        Proxy.Type.HTTP,
                        InetSocketAddress.createUnresolved(
                                proxy.getHost(), proxy.getPort() < 0 ? PORT_USUAL : proxy.getPort()))))
                .orElse(List.of(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI target, SocketAddress address, IOException failure) {
        // Told by the request that fails.
    }

    /// The proxy on the way to a target, with the credentials that its address may hold.
    Optional<URI> proxyOf(URI target) {
        String scheme = target.getScheme().toUpperCase(Locale.ROOT);
        Optional<String> proxy = variable(scheme + "_PROXY").or(() -> variable("ALL_PROXY"));
        if (proxy.isEmpty() || isDirect(target)) {
            return Optional.empty();
        }
        return Optional.of(parse(proxy.get()));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }

    private static URI parse(String text) {
        try {
            URI proxy = URI.create(text.contains("://") ? text.strip() : "http://" + text.strip());
            if ("http".equals(proxy.getScheme()) && proxy.getHost() != null) {
                return proxy;
            }
        } catch (IllegalArgumentException e) {
            // Said below; the message would quote a password.
        }
        throw Problem.environment("registry.proxy", "the proxy of the environment cannot be used")
                .because("it is not of the form http://host:port")
                .fix("correct HTTPS_PROXY, HTTP_PROXY or ALL_PROXY")
                .exception();
    }

    private boolean isDirect(URI target) {
        String host = target.getHost().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
        if (host.equals("localhost")
                || literal(host).filter(InetAddress::isLoopbackAddress).isPresent()) {
            return true;
        }
        String rules = variable("NO_PROXY").orElse("");
        for (String rule : rules.split(",", -1)) {
            String trimmed = rule.strip().toLowerCase(Locale.ROOT);
            if (!trimmed.isEmpty() && matches(trimmed, host, port(target))) {
                return true;
            }
        }
        return false;
    }

    private static int port(URI target) {
        if (target.getPort() >= 0) {
            return target.getPort();
        }
        return target.getScheme().equals("https") ? 443 : 80;
    }

    private static boolean matches(String rule, String host, int port) {
        if (rule.equals("*")) {
            return true;
        }
        if (rule.contains("/")) {
            return isWithin(host, rule);
        }
        int colon = rule.lastIndexOf(':');
        boolean hasPort = colon > 0 && rule.indexOf(':') == colon;
        if (hasPort && !rule.substring(colon + 1).equals(Integer.toString(port))) {
            return false;
        }
        String name = hasPort ? rule.substring(0, colon) : rule;
        if (name.startsWith("*.")) {
            name = name.substring(1);
        }
        return name.startsWith(".") ? host.endsWith(name) : host.equals(name) || host.endsWith("." + name);
    }

    /// Whether a literal address lies in a network such as `10.0.0.0/8`.
    private static boolean isWithin(String host, String network) {
        int slash = network.indexOf('/');
        Optional<InetAddress> address = literal(host);
        Optional<InetAddress> base = literal(network.substring(0, slash));
        String length = network.substring(slash + 1);
        if (address.isEmpty() || base.isEmpty() || !length.matches("[0-9]{1,3}")) {
            return false;
        }
        byte[] a = address.get().getAddress();
        byte[] b = base.get().getAddress();
        int bits = Integer.parseInt(length);
        if (a.length != b.length || bits > a.length * Byte.SIZE) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if ((a[bit / Byte.SIZE] & mask) != (b[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    /// An address that is written as one; names are not looked up.
    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
