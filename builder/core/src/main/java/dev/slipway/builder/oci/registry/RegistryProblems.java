package dev.slipway.builder.oci.registry;

import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.JsonObject;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// What registries refuse and networks do, in words. No address with a query is ever told: it may hold a signature.
final class RegistryProblems {

    private static final int ERROR_BYTES_MAX = 64 << 10;
    private static final int TEXT_LENGTH_MAX = 300;
    private static final int CAUSES_MAX = 10;

    private RegistryProblems() {}

    static ProblemException unauthorized(ImageName image, String reason, boolean loggedIn) {
        return Problem.environment("registry.unauthorized", "the registry wants to know who asks")
                .at(image.toString())
                .because(reason)
                .fix(
                        loggedIn
                                ? "check the account's rights, and log in again: docker login " + image.host()
                                : "check the image's name, and log in: docker login " + image.host())
                .exception();
    }

    /// What a user has written down about who he is, and nobody can read.
    static ProblemException credentials(String place, String reason, String fix) {
        return Problem.environment("registry.credentials", "credentials for the registry cannot be read")
                .at(place)
                .because(reason)
                .fix(fix)
                .exception();
    }

    /// An answer that is none of those that were hoped for.
    static ProblemException refused(ImageName image, String what, Answer answer) throws IOException {
        String said = said(answer);
        int status = answer.status();
        if (answer.foreign()) {
            return Problem.environment("registry.storage", "the registry's storage does not give away " + what)
                    .at(image.toString())
                    .because("%s answered %d%s".formatted(answer.from().getHost(), status, said))
                    .exception();
        }
        return switch (status) {
            case 401 -> unauthorized(image, "it does not accept what it was told" + said, true);
            case 403 ->
                Problem.environment("registry.denied", "the registry does not give away " + what)
                        .at(image.toString())
                        .because("it answered 403" + said)
                        .fix("check the account's rights, and log in again: docker login " + image.host())
                        .exception();
            case 404 ->
                Problem.input("registry.not-found", "the registry has no such image")
                        .at(image.toString())
                        .because("it does not know " + what + said)
                        .fix("check the name and the tag; some registries say so to who is not logged in")
                        .exception();
            default ->
                Problem.environment("registry.answer", "the registry does not answer as it should")
                        .at(image.toString())
                        .because("asked for %s, it answered %d%s".formatted(what, status, said))
                        .exception();
        };
    }

    /// An answer that says that the registry does not keep what it was sent.
    static ProblemException notTaken(ImageName image, String what, Answer answer) throws IOException {
        int status = answer.status();
        if (status == 401) {
            return refused(image, what, answer);
        }
        Problem problem = Problem.environment("registry.not-taken", "the registry does not take " + what)
                .at(image.toString())
                .because("it answered %d%s".formatted(status, said(answer)));
        return switch (status) {
            case 403, 404 ->
                problem.fix("check that the repository is there and that the account may push to it: docker login "
                                + image.host())
                        .exception();
            case 405 ->
                problem.fix("the registry may be read-only, or a mirror").exception();
            default -> problem.exception();
        };
    }

    /// The line failed while something was sent.
    static ProblemException unsent(ImageName image, IOException failure) {
        Problem problem = unreachable(image, failure).problem();
        return problem.fix("try again: what the registry has got already is not sent again")
                .exception(failure);
    }

    /// Where a body could not be sent because its content could not be had, that problem.
    static Optional<ProblemException> ofContent(IOException failure) {
        return Optional.ofNullable((ProblemException) find(failure, ProblemException.class));
    }

    static ProblemException busy(ImageName image, int status, int attempts) {
        boolean limited = status == 429;
        return Problem.environment("registry.busy", "the registry does not answer for now")
                .at(image.toString())
                .because("it answered %d to %d attempts".formatted(status, attempts))
                .fix(limited ? "try again later; who is logged in may ask more often" : "try again later")
                .exception();
    }

    /// The line failed, and trying again does not help.
    static ProblemException unreachable(ImageName image, IOException failure) {
        Problem problem = Problem.environment("registry.unreachable", "the registry cannot be reached")
                .at(image.toString());
        if (find(failure, SSLException.class) instanceof SSLException tls) {
            return tls(image, tls);
        }
        if (hasNoAddress(failure)) {
            return problem.because("its host has no address")
                    .fix("check the name, the network and the proxy (HTTPS_PROXY)")
                    .exception(failure);
        }
        if (find(failure, ConnectException.class) != null) {
            return problem.because("nothing listens there")
                    .fix("check the host, the port and the proxy (HTTPS_PROXY)")
                    .exception(failure);
        }
        String reason = failure instanceof HttpTimeoutException ? "it takes too long: " : "";
        return problem.because(reason + printable(String.valueOf(failure.getMessage())))
                .fix("try again: what has arrived is kept")
                .exception(failure);
    }

    private static ProblemException tls(ImageName image, SSLException failure) {
        String message = String.valueOf(failure.getMessage());
        Problem problem = Problem.environment("registry.tls", "the registry cannot be trusted")
                .at(image.toString())
                .because(printable(message));
        if (message.contains("unrecognized SSL message") || message.contains("plaintext")) {
            return problem.because("it speaks plain HTTP")
                    .fix("allow that for %s, if the network is yours".formatted(image.host()))
                    .exception(failure);
        }
        return problem.fix("for a private authority, name its certificate, or put it to /etc/docker/certs.d/%s/ca.crt"
                        .formatted(image.host()))
                .exception(failure);
    }

    static ProblemException otherManifest(ImageName image, String promised, Digest found) {
        return Problem.input("oci.digest-mismatch", "a manifest is not the one that the registry says it is")
                .at(image.toString())
                .because("expected %s, found %s".formatted(printable(promised), found))
                .exception();
    }

    static ProblemException otherSize(ImageName image, Digest blob, long expected, String found) {
        return Problem.input("oci.blob-size", "a part of the image is not as large as its manifest says")
                .at(image.toString())
                .because("%s has %d bytes by the manifest, %s by the registry"
                        .formatted(blob, expected, printable(found)))
                .exception();
    }

    static ProblemException redirect(ImageName image, String reason) {
        return Problem.environment("registry.redirect", "the registry sends to a place that is not followed")
                .at(image.toString())
                .because(printable(reason))
                .exception();
    }

    /// Whether a failure comes again, however often it is tried: nobody should wait to learn of a misspelt host.
    static boolean isFinal(IOException failure) {
        return hasNoAddress(failure)
                || (find(failure, SSLException.class) instanceof SSLException tls && isOfTrust(tls));
    }

    private static boolean hasNoAddress(IOException failure) {
        return find(failure, UnresolvedAddressException.class) != null
                || find(failure, UnknownHostException.class) != null;
    }

    private static boolean isOfTrust(SSLException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("PKIX")
                || message.contains("certificate")
                || message.contains("subject alternative")
                || message.contains("unrecognized SSL message");
    }

    private static @Nullable Throwable find(Throwable failure, Class<? extends Throwable> type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (type.isInstance(cause)) {
                return cause;
            }
            cause = cause.getCause();
        }
        return null;
    }

    /// What the registry says about an error (distribution specification v1.1, "Error Codes"), where it does.
    private static String said(Answer answer) {
        try {
            byte[] body = answer.body().readNBytes(ERROR_BYTES_MAX);
            List<JsonObject> errors = JsonObject.read(body, "error").requiredList("errors");
            if (!errors.isEmpty()) {
                JsonObject first = errors.getFirst();
                return ": "
                        + printable(first.text("code").orElse("") + " "
                                        + first.text("message").orElse(""))
                                .strip();
            }
        } catch (IOException | ProblemException e) {
            // It says nothing that can be understood: the status has to do.
        }
        return "";
    }

    private static String printable(String text) {
        String shown = text.length() > TEXT_LENGTH_MAX ? text.substring(0, TEXT_LENGTH_MAX) + "..." : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
