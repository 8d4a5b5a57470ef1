package dev.slipway.builder.oci.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/// Who somebody is at a registry. Never printed.
///
/// @param user or `<token>`, where the secret is an identity token
record Credentials(String user, String secret) {

    private static final String IDENTITY_TOKEN = "<token>";

    /// A token that is to be changed for another.
    static Credentials ofIdentityToken(String token) {
        return new Credentials(IDENTITY_TOKEN, token);
    }

    /// Whether the secret is to be changed for an access token (Docker "OAuth2 token authentication").
    boolean isIdentityToken() {
        return user.equals(IDENTITY_TOKEN);
    }

    /// As a header tells it (RFC 7617).
    String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "Credentials[***]";
    }
}
