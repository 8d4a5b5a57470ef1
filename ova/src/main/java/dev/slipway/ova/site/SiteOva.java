package dev.slipway.ova.site;

import java.util.List;

/// The appliance of one site, as the index has it.
///
/// @param name the site
/// @param sha256 of the whole appliance, in hexadecimal digits
/// @param packOffset where its own bytes begin in the pack; those of all its ranges, one after another
/// @param ranges in the order of the archive
public record SiteOva(String name, String sha256, long packOffset, List<OwnRange> ranges) {

    public SiteOva {
        ranges = List.copyOf(ranges);
        long end = 0;
        for (OwnRange range : ranges) {
            if (range.offset() < end) {
                throw new IllegalArgumentException("the ranges of site '%s' overlap".formatted(name));
            }
            end = range.end();
        }
    }

    /// What a file of it is called.
    public String fileName() {
        return name + ".ova";
    }

    /// The sum of its ranges.
    public long ownBytes() {
        return ranges.stream().mapToLong(OwnRange::length).sum();
    }
}
