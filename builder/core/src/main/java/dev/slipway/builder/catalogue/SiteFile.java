package dev.slipway.builder.catalogue;

import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.userdata.BootConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The files of a site.
public enum SiteFile {
    USER_DATA("user-data"),
    META_DATA("meta-data"),
    NETWORK_CONFIG("network-config");

    private final String title;

    SiteFile(String title) {
        this.title = title;
    }

    /// Its name on a medium.
    public String title() {
        return title;
    }

    /// Its bytes, secrets with them; empty where the site has no such file.
    public Optional<byte[]> bytes(SiteContent content) {
        return switch (this) {
            case USER_DATA -> Optional.of(content.userData().bytes());
            case META_DATA -> content.metaData();
            case NETWORK_CONFIG -> content.networkConfig();
        };
    }

    /// Its text with the secrets replaced by asterisks.
    public Optional<String> masked(SiteContent content) {
        return switch (this) {
            case USER_DATA -> Optional.of(content.userData().masked());
            case META_DATA, NETWORK_CONFIG -> bytes(content).map(BootConfiguration::masked);
        };
    }

    /// Its text as it is.
    public Optional<String> text(SiteContent content) {
        return bytes(content).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
