package dev.slipway.builder.flavour;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.userdata.UserDataReader;
import dev.slipway.image.tree.Directory;
import dev.slipway.templates.GrubConfig;
import java.util.List;
import java.util.Optional;

/// How one family of live systems boots, and where it reads user-data.
public sealed interface Flavour permits Kairos, DebianLive {

    /// All that we know, in the order in which they are tried.
    List<Flavour> ALL = List.of(new Kairos(), new DebianLive());

    /// The name that users write.
    String name();

    /// The label of a medium of this flavour, where the user wants no other.
    String volumeId();

    /// Whether a medium is of this flavour.
    boolean recognizesMedium(Directory medium);

    /// Whether a root file system boots in this flavour's way.
    boolean recognizesRoot(Directory root);

    /// The site's files that make the live system apply this user-data.
    SiteFiles siteFiles(UserData userData);

    /// Who reads the user-data.
    UserDataReader reader();

    /// Where user-data may lie on media of this flavour, the most likely place first.
    List<String> userDataPaths();

    /// What must stand in the kernel command line for the user-data to be read.
    List<String> requiredArguments();

    /// The kernel and the initial file system, where the boot menu looks for them.
    ///
    /// @param root the root file system of which they are taken
    List<MediumFile> bootFiles(Directory root);

    /// Where the packed root file system lies on a medium.
    String squashfsPath();

    /// The entries of the boot menu of a new medium.
    ///
    /// @param label the medium's label
    /// @param arguments the user's own, put behind ours
    List<GrubConfig.Entry> menu(String label, List<String> arguments);

    /// The flavour of that name.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where there is none
    static Flavour named(String name) {
        return ALL.stream()
                .filter(flavour -> flavour.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.usage("flavour.unknown", "'%s' is no boot flavour".formatted(name))
                        .fix("the flavours are " + names())
                        .exception());
    }

    /// The flavour of a medium that exists.
    static Optional<Flavour> ofMedium(Directory medium) {
        return ALL.stream().filter(flavour -> flavour.recognizesMedium(medium)).findFirst();
    }

    /// The flavour of a root file system.
    static Optional<Flavour> ofRoot(Directory root) {
        return ALL.stream().filter(flavour -> flavour.recognizesRoot(root)).findFirst();
    }

    /// The names of all flavours, for messages.
    static String names() {
        return String.join(", ", ALL.stream().map(Flavour::name).toList());
    }
}
