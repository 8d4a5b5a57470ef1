package dev.slipway.ova.site;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What of a site's appliance is not as in the shared one.
///
/// @param ranges in the order of the archive
/// @param bytes of each
record OwnBytes(List<OwnRange> ranges, List<Image> bytes) {

    /// Smaller ones would only make the index longer.
    private static final int BLOCK_BYTES = 512;

    /// Compares two images of the same length.
    ///
    /// @param base where both lie in the archive
    static OwnBytes of(long base, Image shared, Image own) throws IOException {
        if (shared.size() != own.size()) {
            throw new IllegalArgumentException("%d bytes in place of %d".formatted(own.size(), shared.size()));
        }
        List<OwnRange> ranges = new ArrayList<>();
        List<Image> bytes = new ArrayList<>();
        try (ImageReader sharedReader = ImageReader.of(shared);
                ImageReader ownReader = ImageReader.of(own)) {
            byte[] left = new byte[BLOCK_BYTES];
            byte[] right = new byte[BLOCK_BYTES];
            long begin = -1;
            for (long at = 0; at < own.size(); at += BLOCK_BYTES) {
                int length = (int) Math.min(BLOCK_BYTES, own.size() - at);
                sharedReader.read(at, left, 0, length);
                ownReader.read(at, right, 0, length);
                boolean equal = Arrays.equals(left, 0, length, right, 0, length);
                if (!equal && begin < 0) {
                    begin = at;
                } else if (equal && begin >= 0) {
                    add(ranges, bytes, base, own, begin, at);
                    begin = -1;
                }
            }
            if (begin >= 0) {
                add(ranges, bytes, base, own, begin, own.size());
            }
        }
        return new OwnBytes(ranges, bytes);
    }

    private static void add(List<OwnRange> ranges, List<Image> bytes, long base, Image own, long from, long to) {
        ranges.add(new OwnRange(base + from, Math.toIntExact(to - from)));
        bytes.add(own.slice(from, to - from));
    }

    /// Both, of which this lies first.
    OwnBytes then(OwnBytes next) {
        List<OwnRange> allRanges = new ArrayList<>(ranges);
        allRanges.addAll(next.ranges);
        List<Image> allBytes = new ArrayList<>(bytes);
        allBytes.addAll(next.bytes);
        return new OwnBytes(allRanges, allBytes);
    }
}
