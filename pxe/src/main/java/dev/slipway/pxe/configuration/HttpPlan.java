package dev.slipway.pxe.configuration;

import java.nio.file.Path;
import java.util.Optional;

/// How files are served over HTTP.
///
/// @param port of HTTP
/// @param tls of HTTPS, where it is wanted
public record HttpPlan(int port, Optional<Tls> tls) {

    /// What HTTPS needs.
    ///
    /// @param port of HTTPS
    /// @param certificate with its chain, PEM
    /// @param key PEM
    public record Tls(int port, Path certificate, Path key) {}
}
