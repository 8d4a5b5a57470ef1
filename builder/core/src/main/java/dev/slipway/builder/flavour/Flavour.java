package dev.slipway.builder.flavour;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.UserDataReader;
import dev.slipway.image.tree.Directory;
import java.util.List;
import java.util.Optional;

/// How media of one family take user-data: where it lies, and what tells the booted system to read it.
public sealed interface Flavour permits LiveFlavour, DebianInstaller, CoreOs {

    /// All that we know, in the order in which they are tried: a medium of one may hold the files of a later one too.
    List<Flavour> ALL = List.of(
            new Kairos(),
            new SlipwayLive(),
            new DebianLive(),
            new Casper(),
            new DracutLive(),
            new DebianInstaller(),
            new CoreOs());

    /// The name that users write.
    String name();

    /// Whether a medium is of this flavour.
    boolean recognizesMedium(Directory medium);

    /// The site's files that make the booted system apply this content. Which files these are does not depend on
    /// the site.
    SiteFiles siteFiles(SiteContent content);

    /// Who reads the user-data.
    UserDataReader reader();

    /// Where user-data may lie on media of this flavour, the most likely place first.
    List<String> userDataPaths();

    /// What must stand in the kernel command line for the user-data to be read.
    List<String> requiredArguments();

    /// What of a medium boots over the network; empty where this medium does not boot that way.
    Optional<NetworkBoot> networkBoot(Directory medium);

    /// What must stand in the kernel command line of a machine that boots a medium over the network, so that it fetches
    /// the rest and its user-data by itself.
    ///
    /// @param boot of this medium, as [#networkBoot(Directory)] told it
    List<String> networkArguments(NetworkBoot boot, NetworkPlaces places);

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

    /// The names of all flavours, for messages.
    static String names() {
        return String.join(", ", ALL.stream().map(Flavour::name).toList());
    }
}
