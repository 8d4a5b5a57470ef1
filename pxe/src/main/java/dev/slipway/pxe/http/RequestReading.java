package dev.slipway.pxe.http;

import dev.slipway.pxe.http.HttpAsked.Method;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a client sent: something to answer, or something to refuse, after which nothing more is believed.
sealed interface RequestReading {

    /// A request.
    record Understood(HttpAsked asked) implements RequestReading {}

    /// None.
    ///
    /// @param asked as much as is known, for the form of the answer
    record Refused(HttpAsked asked, HttpAnswer answer) implements RequestReading {}

    static RequestReading of(FullHttpRequest request, Channel channel, boolean secure) {
        InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
        InetSocketAddress local = (InetSocketAddress) channel.localAddress();
        Map<String, String> headers = new HashMap<>();
        HttpAsked unread =
                new HttpAsked(Method.GET, new RequestPath(List.of()), Map.of(), Map.of(), remote, local, secure, "");
        if (request.decoderResult().isFailure()) {
            return new Refused(unread, undecodable(request.decoderResult().cause()));
        }
        request.headers()
                .forEach(header -> headers.merge(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue(),
                        (first, second) -> first + ", " + second));
        if (request.protocolVersion().majorVersion() != 1) {
            return new Refused(unread, HttpAnswer.failure(505, "only HTTP/1.1 is spoken here"));
        }
        int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || (hosts == 0 && request.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
            return new Refused(unread, HttpAnswer.failure(400, "the request does not name one host"));
        }
        Optional<Method> method = Arrays.stream(Method.values())
                .filter(one -> one.name().equals(request.method().name()))
                .findFirst();
        if (method.isEmpty()) {
            return new Refused(unread, Routes.notAllowed("GET, HEAD"));
        }
        try {
            RequestTarget target = RequestTarget.parse(request.uri());
            String body = request.content().toString(StandardCharsets.UTF_8);
            return new Understood(
                    new HttpAsked(method.get(), target.path(), target.query(), headers, remote, local, secure, body));
        } catch (MalformedTargetException e) {
            return new Refused(unread, HttpAnswer.failure(400, String.valueOf(e.getMessage())));
        }
    }

    private static HttpAnswer undecodable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException ignored -> HttpAnswer.failure(414, "the first line is too long");
            case TooLongHttpHeaderException ignored -> HttpAnswer.failure(431, "the headers are too long");
            default -> HttpAnswer.failure(400, "this is no request");
        };
    }
}
