package dev.slipway.builder.base;

import dev.slipway.builder.base.BaseReference.ArchiveImage;
import dev.slipway.builder.base.BaseReference.ContainerImage;
import dev.slipway.builder.base.BaseReference.DaemonImage;
import dev.slipway.builder.base.BaseReference.LayoutImage;
import dev.slipway.builder.base.BaseReference.RegistryImage;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.archive.ImageArchive;
import dev.slipway.builder.oci.layout.OciLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Opens the place that a container image comes from.
///
/// @param cache where what cannot be read in its place is kept
/// @param access how registries are reached
/// @param environment of the process: where a daemon listens
public record ImageSources(BuildCache cache, BaseAccess access, Map<String, String> environment) {

    public ImageSources {
        environment = Map.copyOf(environment);
    }

    /// The place of an image. Nothing is asked of a registry yet.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where the place is not there
    public ImageSource open(ContainerImage image) throws IOException {
        return switch (image) {
            case LayoutImage(Path directory, Optional<String> tag) -> OciLayout.of(directory, tag);
            case ArchiveImage(Path file) -> ImageArchive.open(file, Optional.empty(), cache);
            case DaemonImage(String name) -> dev.slipway.builder.oci.daemon.DaemonImage.open(name, environment, cache);
            case RegistryImage(ImageName name) ->
                new dev.slipway.builder.oci.registry.RegistryImage(name, access.registrySettings());
        };
    }
}
