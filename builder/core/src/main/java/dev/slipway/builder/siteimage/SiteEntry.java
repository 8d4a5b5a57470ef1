package dev.slipway.builder.siteimage;

import dev.slipway.builder.site.SiteDescriptor;
import dev.slipway.builder.site.SiteDescriptor.SiteFile;
import dev.slipway.image.Sha256;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A site's line of the index: its image, and where the bytes lie that are the site's own.
///
/// @param name of the site
/// @param sha256 of the whole image, in hexadecimal digits
/// @param content the site's files
/// @param inputs the SHA-256 of each of the site's files that is not empty, by its name, in hexadecimal digits; none
///     where no evidence was wanted
public record SiteEntry(String name, String sha256, ContentPlace content, SequencedMap<String, String> inputs) {

    public SiteEntry {
        inputs = Collections.unmodifiableSequencedMap(inputs);
    }

    /// The name of the image's file.
    public String fileName() {
        return name + ".iso";
    }

    /// The digests of a site's files.
    ///
    /// @param contents in the order of the descriptor's files
    static SequencedMap<String, String> inputs(SiteDescriptor descriptor, List<byte[]> contents) {
        SequencedMap<String, String> inputs = new LinkedHashMap<>();
        for (int i = 0; i < contents.size(); i++) {
            if (contents.get(i).length > 0) {
                inputs.put(
                        nameOf(descriptor.files().get(i)),
                        Sha256.of(contents.get(i)).hex());
            }
        }
        return inputs;
    }

    private static String nameOf(SiteFile file) {
        return file.path().substring(file.path().lastIndexOf('/') + 1);
    }
}
