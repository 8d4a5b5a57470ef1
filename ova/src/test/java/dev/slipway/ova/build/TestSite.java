package dev.slipway.ova.build;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.siteimage.SiteInput;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.image.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A site for tests: a name and a user-data.
record TestSite(String name, String userData) implements SiteInput {

    @Override
    public byte[] fingerprint() {
        return Sha256.of(userData.getBytes(StandardCharsets.UTF_8)).bytes();
    }

    @Override
    public SiteContent content() {
        return new SiteContent(
                BootConfiguration.of(userData.getBytes(StandardCharsets.UTF_8), name),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public List<Remark> check(SiteContent content, Flavour flavour) {
        return List.of();
    }
}
