package dev.slipway.ova.vsphere.connection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One of vCenter's APIs, with a session that is begun at the first request and renewed once where it has expired.
///
/// Requests are repeated where the server says that it is busy, and where the connection breaks and nothing can happen
/// twice; each pause is twice the one before, or what `Retry-After` says.
public final class VcenterApi implements AutoCloseable {

    /// Numbers come back as they were sent: an import specification is handed from one method to another.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final String TOKEN_HEADER = "vmware-api-session-id";

    private final VcenterAddress address;
    private final Connections connections;
    private final Credentials credentials;
    private final Login login;
    private final Patience patience;
    private final Patience.Pauses pauses;
    private final Token token;

    /// What a session is known by, shared by those who hurry and those who do not.
    private static final class Token {
        private volatile String value = "";
        private volatile boolean hasAnswered;
    }

    /// @param login of which API
    public VcenterApi(
            VcenterAddress address,
            Connections connections,
            Credentials credentials,
            Login login,
            Patience patience,
            Patience.Pauses pauses) {
        this(address, connections, credentials, login, patience, pauses, new Token());
    }

    private VcenterApi(
            VcenterAddress address,
            Connections connections,
            Credentials credentials,
            Login login,
            Patience patience,
            Patience.Pauses pauses,
            Token token) {
        this.address = address;
        this.connections = connections;
        this.credentials = credentials;
        this.login = login;
        this.patience = patience;
        this.pauses = pauses;
        this.token = token;
    }

    /// The same session for somebody in a hurry.
    public VcenterApi hurried() {
        return new VcenterApi(address, connections, credentials, login, patience.hurried(), pauses, token);
    }

    /// How long is waited.
    public Patience patience() {
        return patience;
    }

    /// Lets the time between two questions pass.
    public void awaitPoll() throws IOException {
        pauses.await(patience.poll());
    }

    /// Lets the time before another attempt pass.
    public void awaitAfter(int attempt) throws IOException {
        pauses.await(patience.pauseAfter(attempt));
    }

    /// Whose API it is.
    public VcenterAddress address() {
        return address;
    }

    /// A new object to be filled.
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /// A name or identifier as a part of a path or of a query.
    public static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Asks.
    public JsonNode get(String path) throws IOException {
        return call("GET", path, null, true);
    }

    /// Asks without a session.
    public JsonNode getOpenly(String path) throws IOException {
        return body(repeat(() -> exchange("GET", path, null, Map.of()), true), path);
    }

    /// Does something that is the same if it happens twice.
    public JsonNode postAgain(String path, @Nullable JsonNode body) throws IOException {
        return call("POST", path, body, true);
    }

    /// Does something that must not happen twice.
    public JsonNode postOnce(String path, @Nullable JsonNode body) throws IOException {
        return call("POST", path, body, false);
    }

    /// Removes.
    public void delete(String path) throws IOException {
        call("DELETE", path, null, true);
    }

    private JsonNode call(String method, String path, @Nullable JsonNode body, boolean isRepeatable)
            throws IOException {
        String used = token.value.isEmpty() ? logIn() : token.value;
        try {
            return body(repeat(() -> exchange(method, path, body, Map.of(TOKEN_HEADER, used)), isRepeatable), path);
        } catch (VcenterException e) {
            if (!e.isLogin()) {
                throw e;
            }
        }
        // Long uploads outlive sessions. Once: a second refusal is no matter of time.
        String renewed = logIn();
        return body(repeat(() -> exchange(method, path, body, Map.of(TOKEN_HEADER, renewed)), isRepeatable), path);
    }

    private String logIn() throws IOException {
        String fresh = switch (login) {
            case Login.Automation automation -> {
                HttpResponse<byte[]> response = repeat(
                        () -> exchange("POST", "/api/session", null, Map.of("Authorization", credentials.basic())),
                        true);
                yield body(response, "/api/session").asString("");
            }
            case Login.ViJson(String manager) -> {
                ObjectNode body = object().put("userName", credentials.user()).put("password", credentials.password());
                HttpResponse<byte[]> response =
                        repeat(() -> exchange("POST", manager + "/Login", body, Map.of()), true);
                yield response.headers().firstValue(TOKEN_HEADER).orElse("");
            }
        };
        if (fresh.isEmpty()) {
            throw new VcenterException(address + "/", 200, "", "it gave no session");
        }
        token.value = fresh;
        return fresh;
    }

    /// One exchange with the server.
    @FunctionalInterface
    private interface Exchange {
        HttpResponse<byte[]> run() throws IOException;
    }

    private HttpResponse<byte[]> repeat(Exchange exchange, boolean isRepeatable) throws IOException {
        for (int attempt = 1; ; attempt++) {
            boolean isLast = attempt >= patience.attempts();
            Duration pause = patience.pauseAfter(attempt);
            try {
                HttpResponse<byte[]> response = exchange.run();
                token.hasAnswered = true;
                if (response.statusCode() / 100 == 2) {
                    return response;
                }
                VcenterException refusal = refusal(response);
                if (isLast || !refusal.isPassing(isRepeatable)) {
                    throw refusal;
                }
                pause = retryAfter(response).orElse(pause);
            } catch (VcenterException e) {
                throw e;
            } catch (IOException e) {
                boolean neverArrived = e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
                // A server that has never answered is none, or another: its name is to be corrected, not tried again.
                boolean isWorthwhile = token.hasAnswered && !Connections.isDistrust(e);
                if (isLast || !isWorthwhile || !(isRepeatable || neverArrived)) {
                    throw e;
                }
            }
            pauses.await(pause);
        }
    }

    private HttpResponse<byte[]> exchange(
            String method, String path, @Nullable JsonNode body, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = Connections.request(address.resolve(path)).header("Accept", "application/json");
        headers.forEach(request::header);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        }
        return connections.send(request.build(), patience.answer());
    }

    private VcenterException refusal(HttpResponse<byte[]> response) {
        Optional<JsonNode> body;
        try {
            body = Optional.of(JSON.readTree(response.body())).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            body = Optional.empty();
        }
        return VcenterException.of(address + response.request().uri().getPath(), response.statusCode(), body);
    }

    private Optional<Duration> retryAfter(HttpResponse<byte[]> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .map(asked -> asked.compareTo(patience.pauseMax()) < 0 ? asked : patience.pauseMax());
    }

    private JsonNode body(HttpResponse<byte[]> response, String path) throws VcenterException {
        if (response.body().length == 0) {
            return object();
        }
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw new VcenterException(
                    address + path.replaceAll("[?].*", ""), response.statusCode(), "", "its answer is no JSON");
        }
    }

    /// Ends the session; a server that does not answer is not waited for long, as it forgets the session by itself.
    @Override
    public void close() {
        String used = token.value;
        token.value = "";
        if (used.isEmpty()) {
            return;
        }
        try {
            Duration brief = patience.hurried().answer();
            String path = switch (login) {
                case Login.Automation automation -> "/api/session";
                case Login.ViJson(String manager) -> manager + "/Logout";
            };
            HttpRequest request = Connections.request(address.resolve(path))
                    .header(TOKEN_HEADER, used)
                    .method(login instanceof Login.Automation ? "DELETE" : "POST", BodyPublishers.noBody())
                    .build();
            connections.send(request, brief);
        } catch (IOException e) {
            // The session ends by itself.
        }
    }
}
