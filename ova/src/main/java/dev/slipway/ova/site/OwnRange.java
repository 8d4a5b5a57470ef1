package dev.slipway.ova.site;

/// Bytes of an appliance that are a site's own.
///
/// @param offset from the start of the archive
record OwnRange(long offset, int length) {

    OwnRange {
        if (offset < 0 || length <= 0) {
            throw new IllegalArgumentException("%d bytes at %d".formatted(length, offset));
        }
    }

    long end() {
        return offset + length;
    }
}
