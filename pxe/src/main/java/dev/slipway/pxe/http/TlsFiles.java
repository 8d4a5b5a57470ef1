package dev.slipway.pxe.http;

import java.nio.file.Path;

/// The server's certificate and key, read again when they change.
///
/// @param certificates in PEM: the server's own first, then those that lead to the one that clients trust. iPXE
///     and many firmwares know RSA alone
/// @param key its private key, PKCS #8 in PEM without a password
public record TlsFiles(Path certificates, Path key) {}
