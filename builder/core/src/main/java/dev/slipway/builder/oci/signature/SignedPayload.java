package dev.slipway.builder.oci.signature;

import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.JsonObject;

/// What was signed: that an image is this one (containers-signature(5), "JSON data format"; cosign's
/// `SIGNATURE_SPEC.md`, "Simple Signing").
///
/// @param manifest the digest of the manifest or index that was signed
record SignedPayload(Digest manifest) {

    private static final String TYPE = "cosign container image signature";

    /// Reads a payload. The name that the signer gave the image is passed over, as the specification says: an image
    /// keeps its signature when it is copied to another registry.
    ///
    /// @throws ProblemException where it is none of cosign's
    static SignedPayload decode(byte[] bytes, String place) {
        JsonObject critical = JsonObject.read(bytes, place).required("critical");
        String type = critical.requiredText("type");
        if (!type.equals(TYPE)) {
            throw critical.malformed("its type is not '%s'".formatted(TYPE));
        }
        return new SignedPayload(Digest.parse(critical.required("image").requiredText("docker-manifest-digest")));
    }
}
