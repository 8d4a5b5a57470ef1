package dev.slipway.pxe.server;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.capability.Capabilities;
import dev.slipway.pxe.capability.Capability;
import dev.slipway.pxe.capability.CapabilityKey;
import dev.slipway.pxe.capability.CapabilityUrl;
import dev.slipway.pxe.configuration.InstallerPlan;
import dev.slipway.pxe.configuration.ServerConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// Makes URLs of whole images, for those who boot them as virtual media.
public final class ImageUrl {

    private ImageUrl() {}

    /// The URL of an installer's image, on the first interface that is served.
    ///
    /// @param site whose image, where the installer is a folder of sites
    /// @throws ProblemException where there is no such image
    public static String of(
            ServerConfiguration configuration, String installer, Optional<String> site, Duration lifetime) {
        InstallerPlan plan = Objects.requireNonNull(configuration.installers().get(installer), "no such installer");
        try (Installer opened = Installer.open(plan, notice -> {})) {
            if (!opened.hasSite(site)) {
                throw Problem.usage(
                                "pxe.site",
                                site.map(name -> "installer '%s' has no site '%s'".formatted(installer, name))
                                        .orElse("installer '%s' has an image for each site".formatted(installer)))
                        .fix("name one with --site; 'slipway sites list' lists them")
                        .exception();
            }
        }
        int address = Addresses.of(configuration.interfaces().getFirst()).address();
        Capabilities capabilities = new Capabilities(
                CapabilityKey.open(StateFolder.open(configuration.state()).file("capability.key")));
        String token = capabilities.issue(
                new Capability(
                        new BootObject.Image(installer, site).text(),
                        Optional.empty(),
                        Instant.now().plus(lifetime)),
                Optional.empty());
        return CapabilityUrl.of(
                Origin.of(configuration, address), token, CapabilityUrl.nameOf(site.orElse(installer), ".iso"));
    }
}
