package dev.slipway.builder.oci.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a user can say about registries.
///
/// @param caBundle certificates in PEM that are trusted besides those of the JVM
/// @param plainHttp registries, `host` or `host:port`, that are spoken to without encryption; nobody is by default,
///     not even this machine
/// @param unverifiedTls registries whose certificate is not looked at
/// @param certificates where `HOST/*.crt` are trusted for that host, as Docker does
/// @param home of the user, where Docker's configuration is looked for
/// @param environment of the process: proxies, and where credentials are
/// @param connectTimeout for a connection
/// @param answerTimeout for an answer to begin, and for it to go on
public record RegistrySettings(
        Optional<Path> caBundle,
        Set<String> plainHttp,
        Set<String> unverifiedTls,
        Path certificates,
        Path home,
        Map<String, String> environment,
        Duration connectTimeout,
        Duration answerTimeout,
        Retries retries) {

    private static final Path DOCKER_CERTIFICATES = Path.of("/etc/docker/certs.d");

    public RegistrySettings {
        plainHttp = Set.copyOf(plainHttp);
        unverifiedTls = Set.copyOf(unverifiedTls);
        environment = Map.copyOf(environment);
    }

    /// What holds where a user says nothing.
    public static RegistrySettings defaults() {
        return new RegistrySettings(
                Optional.empty(),
                Set.of(),
                Set.of(),
                DOCKER_CERTIFICATES,
                Path.of(System.getProperty("user.home")),
                System.getenv(),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Retries.USUAL);
    }

    /// The same with what a user can set.
    public RegistrySettings with(Optional<Path> newCaBundle, Set<String> newPlainHttp, Set<String> newUnverifiedTls) {
        return new RegistrySettings(
                newCaBundle,
                newPlainHttp,
                newUnverifiedTls,
                certificates,
                home,
                environment,
                connectTimeout,
                answerTimeout,
                retries);
    }

    /// The same in other surroundings.
    public RegistrySettings in(Path newHome, Map<String, String> newEnvironment) {
        return new RegistrySettings(
                caBundle,
                plainHttp,
                unverifiedTls,
                certificates,
                newHome,
                newEnvironment,
                connectTimeout,
                answerTimeout,
                retries);
    }

    /// The same with another patience.
    public RegistrySettings waiting(Duration newConnectTimeout, Duration newAnswerTimeout, Retries newRetries) {
        return new RegistrySettings(
                caBundle,
                plainHttp,
                unverifiedTls,
                certificates,
                home,
                environment,
                newConnectTimeout,
                newAnswerTimeout,
                newRetries);
    }
}
