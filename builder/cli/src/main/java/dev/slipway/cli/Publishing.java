package dev.slipway.cli;

import dev.slipway.builder.base.BaseReference.ContainerImage;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.installer.ImageBuild;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.builder.installer.InstallerResult;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.publish.ImageDestination;
import dev.slipway.builder.oci.publish.PublishedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where a customised installer goes as a container image.
final class Publishing {

    @Option(
            names = "--push",
            paramLabel = "IMAGE[:TAG]",
            description = "Push the base with the user-data in one more layer to this name in a registry. Needs no"
                    + " container engine. Can be repeated.")
    private List<String> pushes = new ArrayList<>();

    @Option(
            names = "--to",
            paramLabel = "PLACE",
            completionCandidates = Candidates.Places.class,
            description = "Write that image to oci:DIRECTORY:TAG, docker-archive:FILE or docker-daemon:NAME. Can be"
                    + " repeated.")
    private List<String> places = new ArrayList<>();

    /// Whether an image is wanted at all.
    boolean isWanted() {
        return !pushes.isEmpty() || !places.isEmpty();
    }

    /// Publishes the image to all places.
    ///
    /// @param built the installer of the same request, where there is one: its base is not looked up again
    List<PublishedImage> publish(
            InstallerRequest request,
            Optional<InstallerResult> built,
            BuildCache cache,
            BuildListener listener,
            Map<String, String> environment) {
        InstallerRequest pinned = built.flatMap(InstallerResult::baseDigest)
                .filter(digest -> request.base() instanceof ContainerImage)
                .map(digest -> request.on(((ContainerImage) request.base()).pinned(Digest.parse(digest))))
                .orElse(request);
        return new ImageBuild(cache, listener).publish(pinned, destinations(request, environment));
    }

    /// The places, understood: before anything is built, as a wrong one would waste the build.
    List<ImageDestination> destinations(InstallerRequest request, Map<String, String> environment) {
        List<ImageDestination> destinations = new ArrayList<>();
        for (String name : pushes) {
            destinations.add(ImageDestination.registry(
                    ImageName.parse(name), request.access().registrySettings()));
        }
        for (String place : places) {
            destinations.add(ImageDestination.parse(place, environment));
        }
        return destinations;
    }
}
