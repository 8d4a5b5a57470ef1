package dev.slipway.builder.oci.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.oci.Document;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.JsonObject;
import dev.slipway.builder.oci.registry.DockerCredentials.Found;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds what a registry wants to see in `Authorization`: nothing, a password, or a token that is fetched elsewhere
/// (RFC 6750; distribution project, "Token Authentication Specification"). Tokens are kept until a registry refuses
/// them. Credentials are looked up only when somebody asks for them.
final class Authorization {

    private static final String CLIENT = "slipway";
    private static final String SCOPE = "scope";

    private final ImageName image;
    private final Optional<String> alsoPulled;
    private final boolean plain;
    private final Transport transport;
    private final DockerCredentials lookup;
    private final Map<String, String> headers = new HashMap<>();
    private @Nullable Found found;

    /// @param alsoPulled another repository, for which a token that lets push is asked for too
    /// @param plain whether the user let this registry be spoken to without encryption
    Authorization(
            ImageName image,
            Optional<String> alsoPulled,
            boolean plain,
            Transport transport,
            DockerCredentials lookup) {
        this.image = image;
        this.alsoPulled = alsoPulled;
        this.plain = plain;
        this.transport = transport;
        this.lookup = lookup;
    }

    /// What was accepted last for these actions.
    synchronized Optional<String> header(String actions) {
        return Optional.ofNullable(headers.get(actions));
    }

    /// What was accepted is so no longer.
    synchronized void forget(String actions) {
        headers.remove(actions);
    }

    /// Meets a challenge.
    ///
    /// @param refused what was sent, and not accepted
    synchronized String renew(List<String> challenges, String actions, Optional<String> refused) throws IOException {
        Optional<String> current = header(actions);
        if (current.isPresent() && !current.equals(refused)) {
            // Another layer's request was refused too, and has renewed it already.
            return current.get();
        }
        Challenge challenge = Challenge.best(challenges)
                .orElseThrow(() -> RegistryProblems.unauthorized(image, "it tells no way that is known", false));
        String header = challenge.isBasic() ? basic(refused) : "Bearer " + token(challenge, actions);
        headers.put(actions, header);
        return header;
    }

    private String basic(Optional<String> refused) throws IOException {
        Credentials known = credentials().orElseThrow(() -> unauthorized("it asks for a password", false));
        String header = known.basic();
        if (refused.filter(header::equals).isPresent()) {
            throw unauthorized("it does not accept the password", true);
        }
        return header;
    }

    private Optional<Credentials> credentials() throws IOException {
        Found known = found;
        if (known == null) {
            known = lookup.find(image);
            found = known;
        }
        return known.credentials();
    }

    /// Credentials that were there and could not be read, which is why somebody was not let in.
    synchronized Optional<ProblemException> trouble() {
        return Optional.ofNullable(found).flatMap(Found::trouble);
    }

    private ProblemException unauthorized(String reason, boolean loggedIn) {
        return trouble().orElseGet(() -> RegistryProblems.unauthorized(image, reason, loggedIn));
    }

    private String token(Challenge challenge, String actions) throws IOException {
        URI realm = realm(challenge.parameter("realm").orElse(""));
        Map<String, String> parameters = new HashMap<>();
        challenge.parameter("service").ifPresent(service -> parameters.put("service", service));
        parameters.put(SCOPE, scope(challenge, actions));
        Optional<Credentials> known = credentials();
        boolean exchange = known.isPresent() && known.get().isIdentityToken();
        try (Answer answer = exchange ? exchange(realm, parameters, known.get()) : ask(realm, parameters, known)) {
            if (answer.status() == 401 || answer.status() == 403) {
                throw unauthorized("%s gives no token".formatted(realm.getHost()), known.isPresent());
            }
            if (answer.status() != 200) {
                throw new IOException("%s answered %d".formatted(realm.getHost(), answer.status()));
            }
            String place = "token of " + realm.getHost();
            JsonObject json = JsonObject.read(Document.readBounded(answer.body(), place), place);
            return json.text("token")
                    .or(() -> json.text("access_token"))
                    .filter(token -> token.chars().allMatch(c -> c > ' ' && c < 0x7F))
                    .orElseThrow(() -> json.malformed("expected a text 'token'"));
        }
    }

    /// Several scopes are set apart by spaces (distribution project, "Docker Registry v2 OAuth2 token authentication").
    private String scope(Challenge challenge, String actions) {
        String scope = challenge.parameter(SCOPE).orElse("repository:%s:%s".formatted(image.repository(), actions));
        boolean pulls = actions.equals(RegistryClient.PULL) || alsoPulled.isEmpty();
        return pulls ? scope : scope + " repository:%s:pull".formatted(alsoPulled.get());
    }

    private URI realm(String text) {
        try {
            URI realm = URI.create(text);
            boolean encrypted = "https".equals(realm.getScheme()) || (plain && "http".equals(realm.getScheme()));
            if (encrypted && realm.getHost() != null && realm.getRawUserInfo() == null) {
                return realm;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw RegistryProblems.unauthorized(image, "its tokens are not given away by HTTPS", false);
    }

    private Answer ask(URI realm, Map<String, String> parameters, Optional<Credentials> found) throws IOException {
        String separator = realm.getRawQuery() == null ? "?" : "&";
        URI target = URI.create(realm + separator + query(parameters));
        Map<String, String> headers =
                found.map(known -> Map.of("Authorization", known.basic())).orElse(Map.of());
        return transport.send("GET", target, headers, BodyPublishers.noBody());
    }

    private Answer exchange(URI realm, Map<String, String> parameters, Credentials found) throws IOException {
        parameters.put("grant_type", "refresh_token");
        parameters.put("client_id", CLIENT);
        parameters.put("refresh_token", found.secret());
        return transport.send(
                "POST",
                realm,
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                BodyPublishers.ofString(form(parameters)));
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> pair(entry.getKey(), entry.getValue()))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    /// As a form, but with a parameter for each of several scopes.
    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .flatMap(entry -> entry.getKey().equals(SCOPE)
                        ? Arrays.stream(entry.getValue().split(" ", -1)).map(scope -> pair(SCOPE, scope))
                        : Stream.of(pair(entry.getKey(), entry.getValue())))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String pair(String name, String value) {
        return name + "=" + URLEncoder.encode(value, UTF_8);
    }
}
