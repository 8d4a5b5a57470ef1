package dev.slipway.builder.oci.registry;

import dev.slipway.builder.oci.Descriptor;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.Document;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.registry.RegistryClient.Request;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A repository that is written to (OCI distribution specification v1.1, "Push"). Safe for use by several threads.
public final class RegistryRepository implements AutoCloseable {

    private static final String PUSH = "pull,push";
    private static final String DIGEST = "Docker-Content-Digest";

    private final ImageName image;
    private final RegistryClient client;

    /// The repository of an image.
    ///
    /// @param mountable another repository of the same registry, of which blobs may be taken over
    public RegistryRepository(ImageName image, Optional<String> mountable, RegistrySettings settings) {
        this.image = image;
        client = new RegistryClient(image, mountable, settings);
    }

    /// Whether the repository has a blob.
    ///
    /// @throws ProblemException where the registry does not let this user in
    public boolean has(Descriptor blob) throws IOException {
        return client.ask(request("HEAD", "blobs/" + blob.digest(), Map.of(), BodyPublishers.noBody()), answer -> {
            try (answer) {
                return switch (answer.status()) {
                    case 200 -> {
                        OptionalLong length = answer.headers().firstValueAsLong("Content-Length");
                        yield length.isEmpty() || length.getAsLong() == blob.size();
                    }
                    case 404 -> false;
                    default -> throw RegistryProblems.refused(image, "blob " + blob.digest(), answer);
                };
            }
        });
    }

    /// Takes a blob over from another repository, where the registry does that ("Mounting a blob from another
    /// repository").
    public boolean mount(Descriptor blob, String repository) throws IOException {
        String path = "blobs/uploads/?mount=%s&from=%s".formatted(blob.digest(), repository);
        Optional<URI> begun = client.ask(request("POST", path, Map.of(), BodyPublishers.noBody()), answer -> {
            try (answer) {
                if (answer.status() == 201) {
                    return Optional.empty();
                }
                // It begins an upload instead, or it refuses; either way the blob has to be sent.
                return Optional.of(answer.status() == 202 ? location(answer) : URI.create(""));
            }
        });
        begun.filter(place -> !place.toString().isEmpty()).ifPresent(this::cancel);
        return begun.isEmpty();
    }

    /// An upload that nobody goes on with would lie there for days.
    private void cancel(URI upload) {
        try {
            client.once(request("DELETE", upload.toString(), Map.of(), BodyPublishers.noBody()))
                    .close();
        } catch (IOException | ProblemException e) {
            // The registry tidies up by itself, later.
        }
    }

    /// Sends a blob, anew from its beginning where the connection breaks ("Pushing a blob monolithically").
    ///
    /// @throws ProblemException where the registry does not take it, or its content cannot be had
    public void upload(Descriptor blob, BlobContent content) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Duration pause = client.retries().after(attempt);
            ProblemException problem;
            URI target = target(begin(), blob.digest());
            try (Answer answer = client.send(target, PUSH, new StreamedBody(content, blob.size()))) {
                if (!RegistryClient.isTemporary(answer.status())) {
                    check(answer, 201, "blob " + blob.digest());
                    return;
                }
                problem = RegistryProblems.busy(image, answer.status(), attempt);
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                problem = RegistryProblems.ofContent(e).orElseGet(() -> RegistryProblems.unsent(image, e));
                if (RegistryProblems.ofContent(e).isPresent()) {
                    throw problem;
                }
            }
            if (attempt >= client.retries().attempts()) {
                throw problem;
            }
            client.pause(pause);
        }
    }

    private URI begin() throws IOException {
        return client.ask(request("POST", "blobs/uploads/", Map.of(), BodyPublishers.noBody()), answer -> {
            try (answer) {
                check(answer, 202, "an upload");
                return location(answer);
            }
        });
    }

    private URI location(Answer answer) {
        return client.address(answer.from(), answer.header("Location"));
    }

    private static URI target(URI upload, Digest digest) {
        String separator = upload.getRawQuery() == null ? "?" : "&";
        return URI.create(upload + separator + "digest=" + digest.toString().replace(":", "%3A"));
    }

    /// Puts the manifest, which makes the image appear, and sees to it that the registry understood the same.
    ///
    /// @param reference the tag
    public void put(String reference, Document manifest, String mediaType) throws IOException {
        byte[] bytes = manifest.bytes().toByteArray(Document.BYTES_MAX);
        Request put = request(
                "PUT", "manifests/" + reference, Map.of("Content-Type", mediaType), BodyPublishers.ofByteArray(bytes));
        Optional<String> answered = client.ask(put, answer -> {
            try (answer) {
                check(answer, 201, "the manifest");
                return answer.headers().firstValue(DIGEST);
            }
        });
        if (answered.isPresent() && !answered.get().equals(manifest.digest().toString())) {
            throw RegistryProblems.otherManifest(image, answered.get(), manifest.digest());
        }
    }

    private void check(Answer answer, int expected, String what) throws IOException {
        if (answer.status() != expected) {
            throw RegistryProblems.notTaken(image, what, answer);
        }
    }

    private static Request request(String method, String path, Map<String, String> headers, BodyPublisher body) {
        return new Request(method, path, headers, body, PUSH);
    }

    @Override
    public void close() {
        client.close();
    }
}
