package dev.slipway.builder.siteimage;

import dev.slipway.builder.site.SiteDescriptor;
import dev.slipway.builder.site.SiteMedium;
import dev.slipway.image.Image;
import java.io.IOException;
import java.util.List;

/// What the images of sites are hashed with.
///
/// @param prefix the SHA-256 of everything before the sites' bytes
/// @param tail everything behind them
record Digests(PrefixHash prefix, Image tail) {

    /// What lies behind the sites' own bytes is kept in memory while it is no more than this.
    private static final long TAIL_BYTES_MAX = 64L << 20;

    /// Over an image whose prefix is hashed.
    static Digests over(SiteMedium medium, PrefixHash prefix) throws IOException {
        SiteDescriptor descriptor = medium.descriptor();
        long end = descriptor.offset() + descriptor.length();
        Image tail = medium.image().slice(end, medium.image().size() - end);
        if (tail.size() <= TAIL_BYTES_MAX) {
            tail = Image.ofBytes(tail.toByteArray((int) TAIL_BYTES_MAX));
        }
        return new Digests(prefix, tail);
    }

    /// That of the image with this area, in hexadecimal digits.
    String of(Image area) throws IOException {
        return prefix.of(area, tail);
    }

    /// That of the image with these files, in hexadecimal digits.
    String of(SiteMedium medium, List<byte[]> contents) throws IOException {
        return of(medium.area(contents.stream().map(Image::ofBytes).toList()));
    }
}
