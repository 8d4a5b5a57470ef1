package dev.slipway.builder.flavour;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.image.tree.Directory;
import dev.slipway.templates.GrubConfig;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// A family of live systems: its media hold a packed root file system, so that a medium can be made from one.
public sealed interface LiveFlavour extends Flavour permits Kairos, NoCloudFlavour, SlipwayLive {

    /// The label of a medium of this flavour, where the user wants no other.
    String volumeId();

    /// Whether a root file system boots in this flavour's way.
    boolean recognizesRoot(Directory root);

    /// The kernel and the initial file system, where the boot menu looks for them.
    ///
    /// @param root the root file system of which they are taken
    List<MediumFile> bootFiles(Directory root);

    /// Where the packed root file system lies on a medium.
    String squashfsPath();

    /// The entries of the boot menu of a new medium.
    ///
    /// @param label the medium's label
    /// @param arguments put behind what the flavour needs: consoles, then the user's own
    List<GrubConfig.Entry> menu(String label, List<String> arguments);

    /// The files that bring user-data along inside the root file system, for an image that is no medium: by their paths
    /// there. They hold secrets, and are for root's eyes only.
    SortedMap<String, byte[]> rootFiles(BootConfiguration configuration);

    /// The flavour of that name, to make a medium from a root file system.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where there is none, or it is an installer without one
    static LiveFlavour named(String name) {
        if (Flavour.named(name) instanceof LiveFlavour live) {
            return live;
        }
        throw Problem.usage("flavour.not-live", "flavour '%s' has no live root file system".formatted(name))
                .because("its media are an installer of packages, which cannot be made from a root file system")
                .fix("name an installer ISO as the base: --base iso:FILE")
                .exception();
    }

    /// The flavour of a root file system.
    static Optional<LiveFlavour> ofRoot(Directory root) {
        return Flavour.ALL.stream()
                .filter(LiveFlavour.class::isInstance)
                .map(LiveFlavour.class::cast)
                .filter(flavour -> flavour.recognizesRoot(root))
                .findFirst();
    }
}
