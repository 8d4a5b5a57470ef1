package dev.slipway.pxe.server;

import dev.slipway.builder.flavour.NetworkPlaces;
import dev.slipway.pxe.capability.Capabilities;
import dev.slipway.pxe.capability.Capability;
import dev.slipway.pxe.capability.CapabilityUrl;
import dev.slipway.pxe.host.BootClient;
import dev.slipway.pxe.host.MacAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The URLs that a machine is given. What leads to user-data, or tells that a machine is installed, is a capability:
/// whoever has the URL can use it until it ends.
///
/// @param origin how the machine reaches this server, such as `http://10.7.0.1`
/// @param lifetime of capabilities
record BootUrls(String origin, Capabilities capabilities, Duration lifetime, InstantSource clock) {

    /// The first part of a path, by what lies behind it.
    static final String SCRIPTS = "/ipxe";

    static final String GRUB = "/grub";
    static final String LOADERS = "/loaders";
    static final String MEDIA = "/media";

    /// Where iPXE gets a machine's script. iPXE puts in what it alone knows of the machine.
    String scriptForIpxe(MacAddress mac) {
        return "%s%s/%s/boot.ipxe?arch=${buildarch}-${platform}&uuid=${uuid}&serial=${serial:uristring}&asset=${asset:uristring}"
                .formatted(origin, SCRIPTS, mac.hyphenated());
    }

    /// The same, with what is known already.
    String script(BootClient client) {
        return "%s%s/%s/boot.ipxe%s".formatted(origin, SCRIPTS, client.mac().hyphenated(), ScriptQuery.of(client));
    }

    String loader(MacAddress mac, String name) {
        return "%s%s/%s/%s".formatted(origin, LOADERS, mac.hyphenated(), name);
    }

    /// The whole image that a machine boots.
    String image(Installer installer, Optional<String> site, MacAddress mac) {
        String token = token(new BootObject.Image(installer.name(), site), mac);
        return CapabilityUrl.of(origin, token, CapabilityUrl.nameOf(site.orElse(installer.name()), ".iso"));
    }

    /// Where a machine finds the parts of its installer.
    NetworkPlaces places(Installer installer, Optional<String> site, MacAddress mac, Map<String, String> digests) {
        String seed = token(new BootObject.Seed(installer.name(), site), mac);
        return new NetworkPlaces(
                "%s%s/%s/".formatted(origin, MEDIA, installer.name()),
                image(installer, site, mac),
                "%s/%s/%s/".formatted(origin, CapabilityUrl.PREFIX, seed),
                Optional.of(mac.hyphenated()),
                new HashMap<>(digests),
                Optional.of(CapabilityUrl.of(origin, token(new BootObject.Installed(), mac), "installed")));
    }

    private String token(BootObject object, MacAddress mac) {
        return capabilities.issue(
                new Capability(object.text(), Optional.of(mac), clock.instant().plus(lifetime)), Optional.empty());
    }
}
