package dev.slipway.builder.oci.signature;

import dev.slipway.builder.oci.Descriptor;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.Document;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.JsonObject;
import dev.slipway.builder.oci.ResolvedImage;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Verifies that an image was signed with a key, by signatures that cosign stores under the tag `sha256-HEX.sig` of the
/// same repository (sigstore/cosign, `SIGNATURE_SPEC.md`). One valid signature is enough. Whatever stands in the way of
/// finding one is a problem: without a proof there is no image.
///
/// What must be signed is what the name led to, or the manifest of the chosen platform below it, which is what
/// `cosign sign --recursive` and Podman sign of an index: either covers every byte that is used, one by way of the
/// digests that lead from the index to the manifest. A signature of anything else, such as another platform's manifest,
/// does not count. Only keys count: no certificates, no transparency log.
public final class SignatureVerification {

    /// More than people have who sign an image.
    static final int SIGNATURES_MAX = 64;

    private static final int PAYLOAD_BYTES_MAX = 1 << 20;
    private static final int REASONS_MAX = 4;
    private static final String PAYLOAD_TYPE = "application/vnd.dev.cosign.simplesigning.v1+json";
    private static final String SIGNATURE = "dev.cosignproject.cosign/signature";

    private final SignatureKey key;
    private final ImageSource source;
    private final ResolvedImage image;
    private final Set<String> reasons = new TreeSet<>();

    private SignatureVerification(SignatureKey key, ImageSource source, ResolvedImage image) {
        this.key = key;
        this.source = source;
        this.image = image;
    }

    /// Verifies an image that `source` resolved.
    ///
    /// @return the digest that is signed: that of the index, or of the manifest
    /// @throws ProblemException where no valid signature is found, whatever the cause
    public static Digest verify(SignatureKey key, ImageSource source, ResolvedImage image) {
        return new SignatureVerification(key, source, image).verify();
    }

    private Digest verify() {
        List<Digest> covering = new ArrayList<>(List.of(image.named()));
        if (!covering.contains(image.manifestDocument().digest())) {
            covering.add(image.manifestDocument().digest());
        }
        boolean found = false;
        for (Digest digest : covering) {
            try {
                Optional<Document> signatures = source.sibling(tagOf(digest));
                found |= signatures.isPresent();
                if (signatures.isPresent() && isSigned(digest, signatures.get())) {
                    return digest;
                }
            } catch (ProblemException e) {
                throw e.problem().code().startsWith("signature.") ? e : unavailable(e);
            } catch (IOException e) {
                throw unavailable(e);
            }
        }
        throw found ? invalid() : missing(covering);
    }

    /// The tag under which the signatures of a digest are stored ("Tag-based Discovery").
    static String tagOf(Digest digest) {
        return "sha256-" + digest.hex() + ".sig";
    }

    private boolean isSigned(Digest expected, Document signatures) throws IOException {
        String place = "signatures %s of %s".formatted(tagOf(expected), image.name());
        List<Descriptor> layers = layers(signatures, place);
        if (layers.size() > SIGNATURES_MAX) {
            throw Problem.input("signature.too-many", "the image has too many signatures to look into")
                    .at(image.name())
                    .because("%d of them, more than %d".formatted(layers.size(), SIGNATURES_MAX))
                    .fix("remove old signatures and sign the image again")
                    .exception();
        }
        for (Descriptor layer : layers) {
            if (isValid(layer, expected, place)) {
                return true;
            }
        }
        return false;
    }

    private static List<Descriptor> layers(Document signatures, String place) throws IOException {
        try {
            return JsonObject.read(signatures, place).requiredList("layers").stream()
                    .map(Descriptor::decode)
                    .toList();
        } catch (ProblemException e) {
            throw Problem.input("signature.malformed", "the signatures of the image cannot be understood")
                    .at(place)
                    .because(reasonOf(e))
                    .exception(e);
        }
    }

    private boolean isValid(Descriptor layer, Digest expected, String place) throws IOException {
        String base64 = layer.annotations().getOrDefault(SIGNATURE, "");
        if (!layer.mediaType().equals(PAYLOAD_TYPE) || base64.isEmpty()) {
            return refuse("something that is no signature of cosign");
        }
        if (layer.size() > PAYLOAD_BYTES_MAX) {
            return refuse("a payload of %d bytes".formatted(layer.size()));
        }
        byte[] payload;
        try (InputStream in = source.open(layer, 0)) {
            payload = in.readNBytes((int) layer.size() + 1);
        }
        if (!Digest.of(payload).equals(layer.digest())) {
            return refuse("a payload that was damaged");
        }
        // What nobody has signed is not even parsed.
        return isByKey(payload, base64) && isFor(expected, payload, place);
    }

    private boolean isByKey(byte[] payload, String base64) {
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return refuse("a signature that was damaged");
        }
        return key.verifies(payload, signature) || refuse("a signature of another key, or of other bytes");
    }

    private boolean isFor(Digest expected, byte[] payload, String place) {
        try {
            Digest signed = SignedPayload.decode(payload, place).manifest();
            return signed.equals(expected) || refuse("a signature of another image: " + signed);
        } catch (ProblemException e) {
            return refuse("a payload that is none of cosign's (%s)".formatted(reasonOf(e)));
        }
    }

    private boolean refuse(String reason) {
        if (reasons.size() < REASONS_MAX) {
            reasons.add(reason);
        }
        return false;
    }

    private static String reasonOf(ProblemException e) {
        return e.problem().why().orElse(e.problem().what());
    }

    private ProblemException invalid() {
        return Problem.check("signature.invalid", "the image is not signed with the given key")
                .at(image.name())
                .because(
                        reasons.isEmpty()
                                ? "the list of its signatures is empty"
                                : "found " + String.join("; ", reasons))
                .fix("check that it is the signer's key; do not use the image before that is settled")
                .exception();
    }

    private ProblemException missing(List<Digest> covering) {
        return Problem.check("signature.missing", "the image is not signed")
                .at(image.name())
                .because("there is no tag %s beside it".formatted(tagOf(covering.getFirst())))
                .fix("sign it with cosign sign --key (before version 3, or with --new-bundle-format=false);"
                        + " archives and daemons hold no signatures")
                .exception();
    }

    private ProblemException unavailable(Exception failure) {
        return Problem.environment("signature.unavailable", "the signatures of the image cannot be had")
                .at(image.name())
                .because(String.valueOf(failure.getMessage()))
                .exception(failure);
    }
}
