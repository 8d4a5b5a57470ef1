package dev.slipway.pxe.http;

import dev.slipway.pxe.host.MacAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A request.
///
/// @param path what is asked for
/// @param query the parameters behind it; of those that are there twice, the first
/// @param headers by their names, whose case does not matter; those that are there twice joined by commas
/// @param remote the client
/// @param local where it came in
/// @param secure whether by TLS
/// @param body in UTF-8
public record HttpAsked(
        Method method,
        RequestPath path,
        Map<String, String> query,
        Map<String, String> headers,
        InetSocketAddress remote,
        InetSocketAddress local,
        boolean secure,
        String body) {

    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\\[[0-9a-fA-F:.]{2,45}])(?::[0-9]{1,5})?");

    /// A method that is answered.
    public enum Method {
        GET,
        HEAD,
        POST
    }

    public HttpAsked {
        query = Map.copyOf(query);
        Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        named.putAll(headers);
        headers = Collections.unmodifiableMap(named);
    }

    /// The same question for another path: for whoever passes it on.
    public HttpAsked withPath(RequestPath other) {
        return new HttpAsked(method, other, query, headers, remote, local, secure, body);
    }

    /// A header.
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /// The client's address.
    public InetAddress client() {
        return remote.getAddress();
    }

    /// The machine that the request names: by the parameter `mac`, or by a part of the path that is an address
    /// of a card with hyphens or colons.
    public Optional<MacAddress> mac() {
        Optional<MacAddress> named = Optional.ofNullable(query.get("mac")).flatMap(MacAddress::parse);
        return named.isPresent() ? named : path.mac();
    }

    /// How the client reached this server, such as `http://10.7.0.1:8080`: the beginning of URLs that it
    /// can follow.
    public String origin() {
        String scheme = secure ? "https://" : "http://";
        Optional<String> host =
                header("host").filter(name -> AUTHORITY.matcher(name).matches());
        return scheme + host.orElseGet(() -> authority(local));
    }

    private static String authority(InetSocketAddress address) {
        String text = address.getAddress().getHostAddress();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        return (plain.indexOf(':') < 0 ? plain : "[" + plain + "]") + ":" + address.getPort();
    }

    /// Without what may be secret.
    @Override
    public String toString() {
        return "HttpAsked[%s by %s]".formatted(method, remote);
    }
}
