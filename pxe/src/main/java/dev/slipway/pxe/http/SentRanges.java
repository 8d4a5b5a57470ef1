package dev.slipway.pxe.http;

import java.util.Map;
import java.util.TreeMap;

/// Which bytes of a content a client has, of one that fetches it in ranges.
final class SentRanges {

    /// A client that leaves more gaps than this fetches in no order that a boot loader has.
    private static final int RANGES_MAX = 256;

    /// Where each range begins and ends; no two touch.
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    /// Adds a range.
    ///
    /// @param to behind its last byte
    void add(long from, long to) {
        long start = from;
        long end = to;
        Map.Entry<Long, Long> near = ranges.floorEntry(end);
        while (near != null && near.getValue() >= start) {
            start = Math.min(start, near.getKey());
            end = Math.max(end, near.getValue());
            ranges.remove(near.getKey());
            near = ranges.floorEntry(end);
        }
        if (ranges.size() < RANGES_MAX) {
            ranges.put(start, end);
        }
    }

    /// How many ranges are kept.
    int count() {
        return ranges.size();
    }

    /// Whether nothing is missing of so many bytes.
    boolean covers(long size) {
        Map.Entry<Long, Long> first = ranges.firstEntry();
        return first != null && first.getKey() == 0 && first.getValue() >= size;
    }
}
