package dev.slipway.builder.oci.publish;

import dev.slipway.builder.oci.Descriptor;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.Document;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.JsonObject;
import dev.slipway.builder.oci.MediaTypes;
import dev.slipway.builder.oci.ResolvedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The base's manifest with one more layer, in the family of the base: what Docker's registries and engines of old
/// could read of the base, they can read of this. Fields that we do not know stay as they are, but for those that tie
/// the base to something else (OCI image specification v1.1, "Image Manifest": `subject`, `artifactType`).
///
/// @param config and `layer`: the new ones
record NewManifest(Document document, String mediaType, Descriptor config, Descriptor layer) {

    private static final List<String> ABOUT_THE_BASE = List.of("subject", "artifactType");
    private static final String BASE_NAME = "org.opencontainers.image.base.name";
    private static final String BASE_DIGEST = "org.opencontainers.image.base.digest";

    static NewManifest of(
            ResolvedImage base, Optional<ImageName> location, Document config, Digest layer, long layerBytes)
            throws IOException {
        ObjectNode manifest = ((ObjectNode) JsonObject.read(
                                base.manifestDocument(),
                                "manifest %s".formatted(base.manifestDocument().digest()))
                        .node())
                .deepCopy();
        boolean docker = base.manifest().config().mediaType().equals(MediaTypes.DOCKER_CONFIG);
        String mediaType =
                manifest.path("mediaType").asString(docker ? MediaTypes.DOCKER_MANIFEST : MediaTypes.OCI_MANIFEST);
        boolean oci = mediaType.equals(MediaTypes.OCI_MANIFEST);
        Descriptor newConfig = Descriptor.of(
                base.manifest().config().mediaType(),
                config.digest(),
                config.bytes().size());
        String layerType = oci ? MediaTypes.OCI_LAYER + "+gzip" : MediaTypes.DOCKER_LAYER + ".gzip";
        Descriptor newLayer = Descriptor.of(layerType, layer, layerBytes);

        manifest.remove(ABOUT_THE_BASE);
        manifest.put("mediaType", mediaType);
        manifest.set("config", describe(manifest.objectNode(), newConfig));
        describe(((ArrayNode) manifest.path("layers")).addObject(), newLayer);
        if (oci) {
            annotate(manifest, base, location);
        }
        Document document = Document.of(manifest.toString().getBytes(StandardCharsets.UTF_8));
        return new NewManifest(document, mediaType, newConfig, newLayer);
    }

    static ObjectNode describe(ObjectNode node, Descriptor descriptor) {
        return node.put("mediaType", descriptor.mediaType())
                .put("digest", descriptor.digest().toString())
                .put("size", descriptor.size());
    }

    /// "Pre-Defined Annotation Keys". A base outside of a registry has no name that others would know.
    private static void annotate(ObjectNode manifest, ResolvedImage base, Optional<ImageName> location) {
        ObjectNode annotations =
                manifest.path("annotations") instanceof ObjectNode known ? known : manifest.putObject("annotations");
        annotations.remove(BASE_NAME);
        location.flatMap(ImageName::tag).ifPresent(tag -> {
            ImageName name = location.orElseThrow();
            annotations.put(BASE_NAME, "%s/%s:%s".formatted(name.host(), name.repository(), tag));
        });
        annotations.put(BASE_DIGEST, base.manifestDocument().digest().toString());
    }

    /// A manifest of Docker's as one of OCI's: the same blobs under other media types (OCI image specification v1.1,
    /// "Compatibility Matrix").
    static Document inOciFamily(Document docker) throws IOException {
        ObjectNode manifest = ((ObjectNode)
                        JsonObject.read(docker, "manifest " + docker.digest()).node())
                .deepCopy();
        manifest.put("mediaType", MediaTypes.OCI_MANIFEST);
        ((ObjectNode) manifest.path("config")).put("mediaType", MediaTypes.OCI_CONFIG);
        for (JsonNode layer : manifest.path("layers")) {
            String type = layer.path("mediaType").asString("");
            ((ObjectNode) layer)
                    .put(
                            "mediaType",
                            type.replace(MediaTypes.DOCKER_LAYER, MediaTypes.OCI_LAYER)
                                    .replace(".gzip", "+gzip")
                                    .replace(".zstd", "+zstd"));
        }
        return Document.of(manifest.toString().getBytes(StandardCharsets.UTF_8));
    }
}
