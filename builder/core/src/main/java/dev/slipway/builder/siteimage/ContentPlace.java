package dev.slipway.builder.siteimage;

import java.util.List;

/// Where the contents of a site's files lie, one behind the other.
///
/// @param pack the name of the file that holds them
/// @param offset of the first, in bytes from the start of the pack
/// @param lengths in bytes, in the order of the site descriptor's files
record ContentPlace(String pack, long offset, List<Integer> lengths) {

    ContentPlace {
        lengths = List.copyOf(lengths);
        if (offset < 0 || lengths.stream().anyMatch(length -> length < 0)) {
            throw new IllegalArgumentException("contents of %s bytes from byte %d on".formatted(lengths, offset));
        }
    }

    /// The bytes of all files together.
    long length() {
        return lengths.stream().mapToLong(Integer::longValue).sum();
    }
}
