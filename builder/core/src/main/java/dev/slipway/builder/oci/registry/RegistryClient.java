package dev.slipway.builder.oci.registry;

import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Talks to one repository of a registry (OCI distribution specification v1.1): says who asks, where that is wanted;
/// follows redirects, but never takes credentials to another host; tries again what may go better next time.
final class RegistryClient implements AutoCloseable {

    static final String PULL = "pull";

    private static final String DOCKER_HUB = "registry-1.docker.io";
    private static final int REDIRECTS_MAX = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> DENIED = Set.of(401, 403);
    private static final Set<Integer> TEMPORARY = Set.of(408, 429, 500, 502, 503, 504);

    private final ImageName image;
    private final RegistrySettings settings;
    private final boolean plain;
    private final URI base;
    private final Transport transport;
    private final Authorization authorization;

    RegistryClient(ImageName image, RegistrySettings settings) {
        this(image, Optional.empty(), settings);
    }

    /// @param alsoPulled another repository that is read while this one is written
    RegistryClient(ImageName image, Optional<String> alsoPulled, RegistrySettings settings) {
        this.image = image;
        this.settings = settings;
        plain = settings.plainHttp().contains(image.host());
        String host = image.host().equals(ImageName.DOCKER_HUB) ? DOCKER_HUB : image.host();
        base = URI.create("%s://%s/v2/%s/".formatted(plain ? "http" : "https", host, image.repository()));
        transport = new Transport(settings);
        authorization = new Authorization(image, alsoPulled, plain, transport, new DockerCredentials(settings));
    }

    /// What is asked for.
    ///
    /// @param path below the repository, or an address that the registry gave
    /// @param actions for which a token is needed: `pull`, or `pull,push`
    record Request(String method, String path, Map<String, String> headers, BodyPublisher body, String actions) {
        static Request get(String path, Map<String, String> headers) {
            return new Request("GET", path, headers, BodyPublishers.noBody(), PULL);
        }

        boolean isSafe() {
            return method.equals("GET") || method.equals("HEAD");
        }
    }

    /// Makes something of an answer, and closes it, or hands on its body.
    @FunctionalInterface
    interface Reading<T> {
        T of(Answer answer) throws IOException;
    }

    Retries retries() {
        return settings.retries();
    }

    /// Asks, and asks again where the failure may pass: the network's, and that of a registry that has too much to
    /// do.
    <T> T ask(Request request, Reading<T> reading) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Duration pause = retries().after(attempt);
            ProblemException problem;
            try {
                Answer answer = authorised(request);
                if (!TEMPORARY.contains(answer.status())) {
                    return reading.of(answer);
                }
                answer.close();
                pause = retryAfter(answer).map(retries()::bounded).orElse(pause);
                problem = RegistryProblems.busy(image, answer.status(), attempt);
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                problem = RegistryProblems.unreachable(image, e);
                if (RegistryProblems.isFinal(e)) {
                    throw problem;
                }
            }
            if (attempt >= retries().attempts()) {
                throw problem;
            }
            pause(pause);
        }
    }

    /// Asks just once.
    Answer once(Request request) throws IOException {
        return authorised(request);
    }

    /// Sends a body that is too large to be kept. Nothing is followed: what the registry named is where it goes.
    Answer send(URI target, String actions, StreamedBody body) throws IOException {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/octet-stream"));
        if (isOwn(target)) {
            authorization.header(actions).ifPresent(value -> headers.put("Authorization", value));
        }
        Answer answer = transport.send(target, headers, body);
        if (answer.status() == 401 && isOwn(target)) {
            // The token has ended on the way: the next attempt gets another.
            answer.close();
            authorization.forget(actions);
            throw new IOException("the registry wants to know anew who asks");
        }
        return new Answer(answer.status(), answer.headers(), answer.body(), target, !isOwn(target));
    }

    static boolean isTemporary(int status) {
        return TEMPORARY.contains(status);
    }

    /// An address that the registry gave.
    URI address(URI from, String location) {
        return redirected(from, location);
    }

    void pause(Duration time) throws InterruptedIOException {
        try {
            retries().pause().sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private Answer authorised(Request request) throws IOException {
        Optional<String> header = authorization.header(request.actions());
        Answer answer = follow(request, header);
        if (answer.status() != 401 || answer.foreign()) {
            return answer;
        }
        answer.close();
        String renewed = authorization.renew(answer.headers().allValues("WWW-Authenticate"), request.actions(), header);
        Answer second = follow(request, Optional.of(renewed));
        Optional<ProblemException> trouble = authorization.trouble();
        if (trouble.isPresent() && !second.foreign() && DENIED.contains(second.status())) {
            // Nobody was let in as nobody; that there is a login which cannot be read is the better answer.
            second.close();
            throw trouble.get();
        }
        return second;
    }

    private Answer follow(Request request, Optional<String> authorizationHeader) throws IOException {
        URI target = base.resolve(request.path());
        boolean foreign = !isOwn(target);
        for (int hop = 0; hop <= REDIRECTS_MAX; hop++) {
            Map<String, String> headers = new HashMap<>(request.headers());
            if (!foreign) {
                authorizationHeader.ifPresent(value -> headers.put("Authorization", value));
            }
            Answer answer = transport.send(request.method(), target, headers, request.body());
            String location = answer.header("Location");
            if (!REDIRECTS.contains(answer.status()) || !request.isSafe() || location.isEmpty()) {
                return new Answer(answer.status(), answer.headers(), answer.body(), target, foreign);
            }
            answer.close();
            target = redirected(target, location);
            // Not even back again: who has sent it away once may do anything with what comes back.
            foreign |= !isOwn(target);
        }
        throw RegistryProblems.redirect(image, "more than %d redirects".formatted(REDIRECTS_MAX));
    }

    private boolean isOwn(URI target) {
        return base.getScheme().equals(target.getScheme())
                && base.getAuthority().equals(target.getAuthority());
    }

    private URI redirected(URI from, String location) {
        try {
            URI target = from.resolve(location);
            boolean allowed = "https".equals(target.getScheme()) || (plain && "http".equals(target.getScheme()));
            if (allowed && target.getHost() != null && target.getRawUserInfo() == null) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw RegistryProblems.redirect(image, "it is no address that begins with https://");
    }

    private static Optional<Duration> retryAfter(Answer answer) {
        String text = answer.header("Retry-After").strip();
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            ZonedDateTime time = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(ZonedDateTime.now(time.getZone()), time);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
