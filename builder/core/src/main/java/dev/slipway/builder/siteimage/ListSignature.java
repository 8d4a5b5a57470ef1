package dev.slipway.builder.siteimage;

import dev.slipway.builder.evidence.SigningKey;
import dev.slipway.builder.evidence.VerifyingKey;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A signature over the bytes of the list of the sites, as it stands in the index.
///
/// @param algorithm for the reader's information: the key decides
/// @param value in base64
record ListSignature(String algorithm, String value) {

    private static final String MEMBER = "signature";

    static ListSignature by(SigningKey key, byte[] list) {
        return new ListSignature(key.algorithm(), Base64.getEncoder().encodeToString(key.sign(list)));
    }

    void encode(ObjectNode root) {
        root.putObject(MEMBER).put("algorithm", algorithm).put("value", value);
    }

    static Optional<ListSignature> decode(JsonNode root) {
        return root.optional(MEMBER)
                .map(node -> new ListSignature(
                        node.path("algorithm").asString(""),
                        node.required("value").asString()));
    }

    /// Whether the owner of this key's private half signed the list.
    boolean isBy(VerifyingKey key, byte[] list) {
        try {
            return key.verifies(list, Base64.getDecoder().decode(value));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
