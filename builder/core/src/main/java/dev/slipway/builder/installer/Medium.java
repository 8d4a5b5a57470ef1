package dev.slipway.builder.installer;

import dev.slipway.builder.site.SiteMedium;
import dev.slipway.image.Image;
import java.util.Optional;

/// A planned medium: everything is decided, nothing is written.
///
/// @param site the whole of it, with the place of the site's files
/// @param volumeId its label
/// @param base what is known of what it is made from
public record Medium(SiteMedium site, String volumeId, MediumBase base) {

    /// All of its bytes.
    public Image image() {
        return site.image();
    }

    /// The name of its boot flavour.
    public String flavour() {
        return site.flavour().name();
    }

    /// The digest of the image or the reference base that it is made from: what its name led to.
    public Optional<String> baseDigest() {
        return base.digest();
    }

    Medium of(String digest) {
        return new Medium(site, volumeId, base.of(digest));
    }
}
