package dev.slipway.builder.oci.registry;

import dev.slipway.builder.oci.Descriptor;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.Document;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.ImageSelection;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.MediaTypes;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.ResolvedImage;
import dev.slipway.builder.oci.registry.RegistryClient.Request;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An image in a registry. Its tag is looked up once; from then on everything is asked for by digest.
public final class RegistryImage implements ImageSource {

    private static final String ACCEPT = String.join(", ", MediaTypes.ACCEPTED);

    private final ImageName image;
    private final RegistryClient client;
    private @Nullable Document root;

    /// An image of which nothing is asked yet.
    public RegistryImage(ImageName image, RegistrySettings settings) {
        this.image = image;
        client = new RegistryClient(image, settings);
    }

    @Override
    public ResolvedImage resolve(Platform platform) throws IOException {
        return ImageSelection.select(image.toString(), root(), platform, this::read);
    }

    private synchronized Document root() throws IOException {
        Document known = root;
        if (known == null) {
            known = image.digest().isPresent()
                    ? manifest(image.digest().get(), "manifest of " + image)
                    : tagged(image.tag().orElseThrow());
            root = known;
        }
        return known;
    }

    private Document tagged(String tag) throws IOException {
        return client.ask(manifestRequest(tag), answer -> {
            Document document = Document.of(body(answer, "manifest of " + image, "tag '%s'".formatted(tag)));
            String promised = answer.header("Docker-Content-Digest");
            if (promised.startsWith("sha256:")
                    && !promised.equals(document.digest().toString())) {
                throw RegistryProblems.otherManifest(image, promised, document.digest());
            }
            return document;
        });
    }

    @Override
    public Optional<Document> sibling(String tag) throws IOException {
        String place = "manifest %s of %s".formatted(tag, image);
        return client.ask(manifestRequest(tag), answer -> {
            if (answer.status() == 404) {
                answer.close();
                return Optional.empty();
            }
            return Optional.of(Document.of(body(answer, place, "tag '%s'".formatted(tag))));
        });
    }

    @Override
    public Optional<ImageName> location() {
        return Optional.of(image);
    }

    private Document manifest(Digest digest, String place) throws IOException {
        return client.ask(
                manifestRequest(digest.toString()),
                answer -> Document.verified(body(answer, place, "manifest " + digest), digest, place));
    }

    private static Request manifestRequest(String reference) {
        return Request.get("manifests/" + reference, Map.of("Accept", ACCEPT));
    }

    private Document read(Descriptor descriptor, String place) throws IOException {
        if (MediaTypes.isConfig(descriptor.mediaType())) {
            return client.ask(
                    Request.get("blobs/" + descriptor.digest(), Map.of()),
                    answer -> Document.verified(
                            body(answer, place, "blob " + descriptor.digest()), descriptor.digest(), place));
        }
        return manifest(descriptor.digest(), place);
    }

    /// @throws ProblemException where the registry says no
    private byte[] body(Answer answer, String place, String what) throws IOException {
        try (answer) {
            if (answer.status() != 200) {
                throw RegistryProblems.refused(image, what, answer);
            }
            return Document.readBounded(answer.body(), place);
        }
    }

    @Override
    public InputStream open(Descriptor blob, long fromByte) {
        return new ResumedBlob(client, image, blob, fromByte);
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return image.toString();
    }
}
