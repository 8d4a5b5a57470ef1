package dev.slipway.builder.base;

import dev.slipway.builder.oci.registry.RegistrySettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// How a base in a registry is reached, and whom the user trusts to have made it.
///
/// @param caFile certificates in PEM that are trusted besides those of the JVM
/// @param plainHttp registries, `HOST` or `HOST:PORT`, that are spoken to without encryption
/// @param unverifiedTls registries whose certificate is not looked at
/// @param verifyKey the public key of who must have signed the base
public record BaseAccess(
        Optional<Path> caFile, Set<String> plainHttp, Set<String> unverifiedTls, Optional<Path> verifyKey) {

    /// What holds where a user says nothing.
    public static final BaseAccess USUAL = new BaseAccess(Optional.empty(), Set.of(), Set.of(), Optional.empty());

    public BaseAccess {
        plainHttp = Set.copyOf(plainHttp);
        unverifiedTls = Set.copyOf(unverifiedTls);
    }

    /// The same seen from a directory: relative paths are taken to begin there.
    public BaseAccess in(Path directory) {
        return new BaseAccess(
                caFile.map(directory::resolve), plainHttp, unverifiedTls, verifyKey.map(directory::resolve));
    }

    /// The settings of the registry's client.
    public RegistrySettings registrySettings() {
        return RegistrySettings.defaults().with(caFile, plainHttp, unverifiedTls);
    }
}
