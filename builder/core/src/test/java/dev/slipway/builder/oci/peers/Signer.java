package dev.slipway.builder.oci.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.signature.SignatureKey;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// Somebody with a key who signs as cosign does, by means of openssl.
record Signer(Path directory, boolean edwards) {

    static final String PAYLOAD_TYPE = "application/vnd.dev.cosign.simplesigning.v1+json";
    private static final String PAYLOAD = "{\"critical\":{\"identity\":{\"docker-reference\":\"%s\"},"
            + "\"image\":{\"docker-manifest-digest\":\"%s\"},\"type\":\"cosign container image signature\"},"
            + "\"optional\":null}";

    /// @param options of `openssl genpkey`, such as `-algorithm RSA`
    static Signer withKey(Path directory, String options) throws IOException {
        Path key = Files.createDirectory(directory).resolve("key.pem");
        Tool.of("openssl", "genpkey", "-out", key)
                .and(Arrays.stream(options.split(" ")).toArray())
                .run();
        Tool.of("openssl", "pkey", "-in", key, "-pubout", "-out", directory.resolve("public.pem"))
                .run();
        return new Signer(directory, options.contains("ed25519"));
    }

    static Signer p256(Path directory) throws IOException {
        return withKey(directory, "-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    }

    SignatureKey key() {
        return SignatureKey.read(directory.resolve("public.pem"));
    }

    /// A payload and the signature of it, as Base64.
    record Signed(String payload, String signature) {

        Signed withPayload(String other) {
            return new Signed(other, signature);
        }

        Signed withSignature(String other) {
            return new Signed(payload, other);
        }
    }

    Signed sign(Digest image) throws IOException {
        return signPayload(payload(image));
    }

    static String payload(Digest image) {
        return PAYLOAD.formatted("registry.example/some/other/name", image);
    }

    Signed signPayload(String payload) throws IOException {
        Path file = directory.resolve("payload");
        Path signature = directory.resolve("signature");
        Files.writeString(file, payload);
        Path key = directory.resolve("key.pem");
        if (edwards) {
            Tool.of("openssl", "pkeyutl", "-sign", "-rawin", "-inkey", key, "-in", file, "-out", signature)
                    .run();
        } else {
            Tool.of("openssl", "dgst", "-sha256", "-sign", key, "-out", signature, file)
                    .run();
        }
        return new Signed(payload, Base64.getEncoder().encodeToString(Files.readAllBytes(signature)));
    }

    /// Stores signatures where cosign would.
    static void store(PeerLayout layout, Digest image, List<Signed> signatures) throws IOException {
        String config = "{\"architecture\":\"\",\"os\":\"\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[%s]}}"
                .formatted(signatures.stream()
                        .map(signed -> "\"" + Digest.of(signed.payload().getBytes(UTF_8)) + "\"")
                        .collect(Collectors.joining(",")));
        StringBuilder layers = new StringBuilder();
        for (Signed signed : signatures) {
            layers.append(layers.isEmpty() ? "" : ",")
                    .append("{\"mediaType\":\"%s\",\"size\":%d,\"digest\":\"%s\",\"annotations\":{\"%s\":\"%s\"}}"
                            .formatted(
                                    PAYLOAD_TYPE,
                                    signed.payload().length(),
                                    layout.write(signed.payload()),
                                    "dev.cosignproject.cosign/signature",
                                    signed.signature()));
        }
        layout.add(
                tag(image),
                "application/vnd.oci.image.manifest.v1+json",
                ("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                                + "\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\","
                                + "\"size\":%d,\"digest\":\"%s\"},\"layers\":[%s]}")
                        .formatted(config.length(), layout.write(config), layers));
    }

    static String tag(Digest image) {
        return image.toString().replace(':', '-') + ".sig";
    }
}
