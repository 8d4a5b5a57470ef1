package dev.slipway.builder.installer;

import dev.slipway.builder.base.RootFileSystemBase;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.publish.ImageDestination;
import dev.slipway.builder.oci.publish.PublishedImage;
import dev.slipway.builder.oci.publish.SingleLayerImage;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.reference.Recipes;
import dev.slipway.builder.reference.ReferenceBase;
import dev.slipway.builder.reference.ReferenceBases;
import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Makes the reference base, which a build without a base takes, and writes it as a container image where that is
/// wanted.
public final class ReferenceBaseBuild {

    private final BuildCache cache;
    private final Map<String, String> environment;
    private final BuildListener listener;

    /// @param cache where the base is kept
    /// @param environment of the process: its `PATH` leads to mmdebstrap
    /// @param listener told of what happens
    public ReferenceBaseBuild(BuildCache cache, Map<String, String> environment, BuildListener listener) {
        this.cache = cache;
        this.environment = Map.copyOf(environment);
        this.listener = listener;
    }

    /// Makes the base, unless it is there.
    ///
    /// @param recipe a directory with the user's own, or Slipway's where empty
    /// @param refresh whether it is made anew although it is there
    /// @param destination where it is written as an image
    /// @throws dev.slipway.builder.problem.ProblemException with what is wrong and what to do
    public ReferenceBaseResult build(
            Optional<Path> recipe, Architecture architecture, boolean refresh, Optional<ImageDestination> destination) {
        long start = System.nanoTime();
        try {
            ReferenceBase base = get(recipe, architecture, refresh);
            Optional<PublishedImage> image = Optional.empty();
            if (destination.isPresent()) {
                image = Optional.of(publish(base, destination.get()));
            }
            return new ReferenceBaseResult(
                    image.map(PublishedImage::name).orElse(base.tar().toString()),
                    base.release(),
                    base.platform().architecture(),
                    base.packages(),
                    Files.size(base.tar()),
                    base.digest().toString(),
                    image.map(written -> written.digest().toString()),
                    base.madeNow(),
                    Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException e) {
            throw EnvironmentProblems.reading(e, "the reference base");
        }
    }

    /// The base of a build that names no other.
    ReferenceBase asDefault(Optional<Path> recipe, Architecture architecture) throws IOException {
        try {
            return get(recipe, architecture, false);
        } catch (ProblemException e) {
            Problem problem = e.problem();
            if (problem.kind() != Problem.Kind.ENVIRONMENT) {
                throw e;
            }
            String next = problem.fix().map(fix -> fix + "; or ").orElse("");
            throw problem.fix(next + "name another base with --base").exception(e);
        }
    }

    private ReferenceBase get(Optional<Path> recipe, Architecture architecture, boolean refresh) throws IOException {
        Platform platform = Platform.linux(architecture.name().toLowerCase(Locale.ROOT));
        return new ReferenceBases(cache, environment, new LayerEvents(listener))
                .get(Recipes.read(recipe), platform, refresh);
    }

    private PublishedImage publish(ReferenceBase base, ImageDestination destination) throws IOException {
        TreeMap<String, String> labels = new TreeMap<>(Map.of(
                "org.opencontainers.image.title",
                "Slipway reference base",
                "org.opencontainers.image.version",
                base.release()));
        listener.step("Compress the base as a layer");
        try (SingleLayerImage image = SingleLayerImage.of(
                Image.ofFile(base.tar()),
                base.platform(),
                labels,
                RootFileSystemBase.open(base.tar(), cache).newest())) {
            return image.to(destination, new LayerEvents(listener));
        }
    }
}
