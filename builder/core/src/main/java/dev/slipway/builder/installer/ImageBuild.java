package dev.slipway.builder.installer;

import dev.slipway.builder.base.BaseReference.ContainerImage;
import dev.slipway.builder.base.RootFileSystemBase;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.flavour.LiveFlavour;
import dev.slipway.builder.oci.publish.ImageDestination;
import dev.slipway.builder.oci.publish.ImagePublication;
import dev.slipway.builder.oci.publish.PublishedImage;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.site.UserDataCheck;
import dev.slipway.builder.userdata.BootConfiguration;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Publishes a customised installer as a container image: the base with one more layer, which holds the user-data where
/// the flavour's live system reads it. No daemon is needed, and nothing of the base is packed again.
public final class ImageBuild {

    private final BuildCache cache;
    private final BuildListener listener;

    /// @param cache where what is costly is kept
    /// @param listener told of what happens
    public ImageBuild(BuildCache cache, BuildListener listener) {
        this.cache = cache;
        this.listener = listener;
    }

    /// Writes the image to every destination, in their order.
    ///
    /// @param request of which base, user-data, flavour, architecture, time, strictness and access count
    /// @throws dev.slipway.builder.problem.ProblemException with what is wrong and what to do
    public List<PublishedImage> publish(InstallerRequest request, List<ImageDestination> destinations) {
        if (!(request.base() instanceof ContainerImage reference)) {
            throw Problem.usage("publish.base", "only a container image can be published with user-data")
                    .at(request.base().toString())
                    .because("a layer is added to those that a base has, and this one has none")
                    .fix("name a container image as the base, or leave --push and --to out")
                    .exception();
        }
        if (!request.seed().given().isEmpty()) {
            throw Problem.usage("publish.seed", "a container image takes no meta-data and no network-config along")
                    .at(request.seed().given().getFirst().toString())
                    .because("whoever makes media of it names them then")
                    .fix("leave --meta-data and --network-config out, or --push and --to")
                    .exception();
        }
        BootConfiguration configuration = BootConfiguration.read(request.userData());
        UserDataCheck check =
                new UserDataCheck(configuration, request.userData().toString(), request.strict(), listener::warning);
        check.check(request.medium().flavour());
        try (ContainerBase base =
                ContainerBase.open(reference, request.medium().architecture(), request.access(), cache, listener)) {
            RootFileSystemBase root = base.root(cache);
            LiveFlavour flavour = NewMedium.flavourOf(request, root.tree());
            flavour.reader().require(configuration, request.userData().toString());
            if (request.medium().flavour().isEmpty()) {
                check.checkOnlyFor(flavour.name());
            }
            return publish(request, base, root, flavour, configuration, destinations);
        } catch (IOException e) {
            throw EnvironmentProblems.reading(e, request.base().toString());
        }
    }

    private List<PublishedImage> publish(
            InstallerRequest request,
            ContainerBase base,
            RootFileSystemBase root,
            LiveFlavour flavour,
            BootConfiguration configuration,
            List<ImageDestination> destinations)
            throws IOException {
        List<PublishedImage> published = new ArrayList<>();
        try (ImagePublication publication = ImagePublication.of(
                base.source(),
                base.image(),
                root.tree(),
                flavour.rootFiles(configuration),
                request.medium().sourceDateEpoch().map(Instant::ofEpochSecond))) {
            for (ImageDestination destination : destinations) {
                published.add(publication.to(destination, new LayerEvents(listener)));
            }
        }
        return published;
    }
}
