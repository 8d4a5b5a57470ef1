package dev.slipway.builder.siteimage;

/// A site's line of the index: its image, and where the bytes lie that are the site's own.
///
/// @param name of the site
/// @param sha256 of the whole image, in hexadecimal digits
/// @param content the site's files
public record SiteEntry(String name, String sha256, ContentPlace content) {

    /// The name of the image's file.
    public String fileName() {
        return name + ".iso";
    }

    SiteEntry withSha256(String digest) {
        return new SiteEntry(name, digest, content);
    }
}
