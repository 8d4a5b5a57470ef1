package dev.slipway.pxe.server;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.NetworkBoot;
import dev.slipway.builder.flavour.NetworkPlaces;
import dev.slipway.builder.problem.Problem;
import dev.slipway.pxe.boot.BootDecision;
import dev.slipway.pxe.boot.BootDecision.Install;
import dev.slipway.pxe.boot.Profile;
import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.media.MediaFile;
import dev.slipway.templates.NetworkAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns decisions into what a boot loader does.
///
/// @param plan what is in force
record Boots(Plan plan) {

    private static final int WAIT_SECONDS = 30;
    private static final int SOON_SECONDS = 3;

    /// What a boot loader does; empty where the machine gets nothing, or a script of somebody else's.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where an installer cannot boot over the network
    Optional<NetworkAction> action(BootDecision decision, BootClient client, BootUrls urls) {
        return switch (decision) {
            case Install install -> Optional.of(install(install, client, urls));
            case BootDecision.Kernel kernel ->
                Optional.of(new NetworkAction.Kernel(kernel.kernel(), kernel.initrds(), words(kernel.arguments())));
            case BootDecision.Local _ -> Optional.of(new NetworkAction.Disk());
            case BootDecision.Wait wait -> Optional.of(waiting(wait.reason()));
            case BootDecision.Refuse _, BootDecision.Script _ -> Optional.empty();
        };
    }

    private NetworkAction install(Install install, BootClient client, BootUrls urls) {
        Profile profile = install.profile();
        Optional<Installer> found = plan.installer(profile.installer());
        if (found.isEmpty()) {
            return waiting("there is no installer " + profile.installer());
        }
        Installer installer = found.get();
        if (!installer.hasSite(install.site())) {
            return waiting(withoutSite(installer, install.site()));
        }
        if (profile.way() == Profile.Way.IMAGE) {
            return new NetworkAction.Drive(urls.image(installer, install.site(), client.mac()));
        }
        Flavour flavour = installer.flavour().orElseThrow(() -> unbootable(installer));
        NetworkBoot boot = installer.networkBoot().orElseThrow(() -> unbootable(installer));
        Optional<Map<String, String>> digests = digests(installer, boot);
        if (digests.isEmpty()) {
            return new NetworkAction.Wait("the installer is being checked", SOON_SECONDS);
        }
        NetworkPlaces places = urls.places(installer, install.site(), client.mac(), digests.get());
        List<String> arguments = new ArrayList<>(flavour.networkArguments(boot, places));
        arguments.addAll(consoles(installer));
        arguments.addAll(profile.arguments());
        return new NetworkAction.Kernel(
                places.file(boot.kernel()), List.of(places.file(boot.initrd())), List.copyOf(arguments));
    }

    private static String withoutSite(Installer installer, Optional<String> site) {
        return site.map(name -> "installer %s has no site %s".formatted(installer.name(), name))
                .orElse("no site is named, and installer %s has one image a site".formatted(installer.name()));
    }

    /// What the guest checks of what it fetches; empty as long as it is being worked out.
    private static Optional<Map<String, String>> digests(Installer installer, NetworkBoot boot) {
        Map<String, String> digests = new HashMap<>();
        for (String path : boot.files()) {
            Optional<String> digest = installer.medium().find(path).flatMap(MediaFile::sha256);
            if (digest.isEmpty()) {
                return Optional.empty();
            }
            digests.put(path, digest.get());
        }
        return Optional.of(digests);
    }

    /// Where the installer's own menu sends what the machine says.
    private static List<String> consoles(Installer installer) {
        return installer.medium().boot().stream()
                .flatMap(boot -> boot.arguments().stream())
                .filter(argument -> argument.startsWith("console="))
                .toList();
    }

    private static RuntimeException unbootable(Installer installer) {
        return Problem.input(
                        "pxe.installer", "installer '%s' cannot be booted over the network".formatted(installer.name()))
                .at(installer.medium().file().toString())
                .because("no kernel, initial file system and root file system of a known flavour are on it")
                .fix("let its profile boot the whole image: 'boot: image'")
                .exception();
    }

    private static List<String> words(String arguments) {
        return arguments.isBlank() ? List.of() : List.of(arguments.strip().split("\\s+", -1));
    }

    /// Asks again in a while, and says why.
    static NetworkAction waiting(String why) {
        return new NetworkAction.Wait(plain(why), WAIT_SECONDS);
    }

    /// Words that the screens and scripts of boot loaders can hold.
    static String plain(String text) {
        return text.replaceAll("[^A-Za-z0-9 .,:/_+=@%-]", "");
    }
}
