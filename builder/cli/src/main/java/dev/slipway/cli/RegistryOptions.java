package dev.slipway.cli;

import dev.slipway.builder.base.BaseAccess;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/// How a verb reaches registries, and whom it trusts.
final class RegistryOptions {

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "Certificates in PEM that are trusted besides the usual ones, for a registry with a CA of its"
                    + " own.")
    private Optional<Path> caFile = Optional.empty();

    @Option(
            names = "--plain-http",
            paramLabel = "HOST[:PORT]",
            description = "A registry that is spoken to without encryption. Can be repeated.")
    private Set<String> plainHttp = new LinkedHashSet<>();

    @Option(
            names = "--insecure-tls",
            paramLabel = "HOST[:PORT]",
            description = "A registry whose certificate is not looked at. Can be repeated.")
    private Set<String> insecureTls = new LinkedHashSet<>();

    @Option(
            names = "--verify-key",
            paramLabel = "FILE",
            description = "The public key of who must have signed the base image, as cosign signs. Without such a"
                    + " signature nothing is built.")
    private Optional<Path> verifyKey = Optional.empty();

    BaseAccess access() {
        return new BaseAccess(caFile, plainHttp, insecureTls, verifyKey);
    }
}
