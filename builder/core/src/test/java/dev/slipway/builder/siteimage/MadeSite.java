package dev.slipway.builder.siteimage;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.image.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A site whose user-data is known.
record MadeSite(String name, String userData, Optional<String> networkConfig) implements SiteInput {

    static MadeSite of(String name, String userData) {
        return new MadeSite(name, userData, Optional.empty());
    }

    @Override
    public byte[] fingerprint() {
        return Sha256.of((userData + "\0" + networkConfig).getBytes(StandardCharsets.UTF_8))
                .bytes();
    }

    @Override
    public SiteContent content() {
        return new SiteContent(
                BootConfiguration.of(userData.getBytes(StandardCharsets.UTF_8), name),
                Optional.empty(),
                networkConfig.map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public List<Remark> check(SiteContent content, Flavour flavour) {
        return List.of();
    }
}
