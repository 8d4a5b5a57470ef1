package dev.slipway.ova.vsphere.connection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// vCenter, or a host that it named, refused a request.
public final class VcenterException extends IOException {

    private static final long serialVersionUID = 1;
    private static final int TEXT_LENGTH_MAX = 500;
    private static final Set<Integer> BUSY = Set.of(429, 503);
    private static final Set<Integer> GATEWAY = Set.of(502, 504);

    private final String place;
    private final int status;
    private final String errorType;

    /// @param place host and path, without what is secret
    /// @param status of HTTP
    /// @param errorType of the API, such as `NOT_FOUND` or `InvalidLogin`; empty where there is none
    /// @param message what the server says
    public VcenterException(String place, int status, String errorType, String message) {
        super(message);
        this.place = place;
        this.status = status;
        this.errorType = errorType;
    }

    /// Reads an answer: the Automation API says `error_type` and `messages`, VI JSON the name of a fault.
    static VcenterException of(String place, int status, Optional<JsonNode> body) {
        String type = body.map(json -> json.path("error_type").asString(""))
                .filter(text -> !text.isEmpty())
                .or(() -> body.map(json -> json.path("_typeName").asString("")))
                .orElse("");
        return new VcenterException(place, status, type, text(status, type, body));
    }

    private static String text(int status, String type, Optional<JsonNode> body) {
        List<String> texts = new ArrayList<>();
        body.ifPresent(json -> {
            json.path("messages").forEach(message -> add(texts, message.path("default_message")));
            add(texts, json.path("localizedMessage"));
            add(texts, json.path("faultstring"));
            json.path("faultMessage").forEach(message -> add(texts, message.path("message")));
        });
        if (texts.isEmpty()) {
            texts.add(type.isEmpty() ? "it answered HTTP " + status : type);
        }
        String text = String.join("; ", texts);
        return text.length() <= TEXT_LENGTH_MAX ? text : text.substring(0, TEXT_LENGTH_MAX) + " ...";
    }

    private static void add(List<String> texts, JsonNode text) {
        if (text.isString() && !text.asString().isBlank()) {
            texts.add(text.asString().strip());
        }
    }

    /// Host and path.
    public String place() {
        return place;
    }

    /// Of HTTP.
    public int status() {
        return status;
    }

    /// Of the API.
    public String errorType() {
        return errorType;
    }

    /// Whether nobody is logged in, or not with this password.
    public boolean isLogin() {
        return status == 401
                || Set.of("UNAUTHENTICATED", "NotAuthenticated", "InvalidLogin").contains(errorType);
    }

    /// Whether this user may not do it.
    public boolean isForbidden() {
        return status == 403 || Set.of("UNAUTHORIZED", "NoPermission").contains(errorType);
    }

    /// Whether there is no such thing.
    public boolean isMissing() {
        return status == 404 || Set.of("NOT_FOUND", "ManagedObjectNotFound").contains(errorType);
    }

    /// Whether the same may work soon, for what can be repeated.
    public boolean isPassing() {
        return isPassing(true);
    }

    /// Whether the same may work soon.
    ///
    /// @param isRepeatable where nothing happens twice if the first request did arrive
    boolean isPassing(boolean isRepeatable) {
        return BUSY.contains(status) || (isRepeatable && GATEWAY.contains(status));
    }
}
