package dev.slipway.pxe.configuration;

import dev.slipway.pxe.host.ClientArchitecture;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Which boot loaders machines get.
///
/// @param directory whose files go before those of the distribution
/// @param secureBoot whether UEFI machines get the signed chain
/// @param names of loaders, for architectures that are to get another than the usual one
public record LoaderPlan(Optional<Path> directory, boolean secureBoot, Map<ClientArchitecture, String> names) {

    public LoaderPlan {
        names = Map.copyOf(names);
    }
}
