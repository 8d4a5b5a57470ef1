package dev.slipway.builder.oci.publish;

import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.Document;
import dev.slipway.builder.oci.JsonObject;
import dev.slipway.builder.oci.ResolvedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The base's configuration with one more layer (OCI image specification v1.1, "Image Configuration"). All fields that
/// we do not know stay as they are.
final class NewConfig {

    private NewConfig() {}

    static Document of(ResolvedImage base, Digest diffId, Instant time) throws IOException {
        ObjectNode config = read(base).deepCopy();
        config.put("created", time.toString());
        ((ArrayNode) config.path("rootfs").path("diff_ids")).add(diffId.toString());
        // Where nobody told how the layers came, one line about the last of them would be taken for all.
        if (config.path("history") instanceof ArrayNode history) {
            history.addObject()
                    .put("created", time.toString())
                    .put("created_by", "slipway build-installer")
                    .put("comment", "user-data");
        }
        return Document.of(config.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// When the base was made; 1970 where it does not say.
    static Instant created(ResolvedImage base) throws IOException {
        String created = read(base).path("created").asString("");
        try {
            return OffsetDateTime.parse(created).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static ObjectNode read(ResolvedImage base) throws IOException {
        return (ObjectNode) JsonObject.read(
                        base.configDocument(),
                        "configuration %s".formatted(base.configDocument().digest()))
                .node();
    }
}
