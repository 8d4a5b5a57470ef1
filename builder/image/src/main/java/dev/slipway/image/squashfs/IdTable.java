package dev.slipway.image.squashfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/// The distinct owners and groups, which inodes name by their index in here; 32 bits each.
final class IdTable {

    private static final int IDS_MAX = 0xFFFF;

    private final Map<Long, Integer> indexes = new LinkedHashMap<>();

    int indexOf(long id) {
        int index = indexes.computeIfAbsent(id, ignored -> indexes.size());
        if (indexes.size() > IDS_MAX) {
            throw new IllegalArgumentException("more than %d owners and groups".formatted(IDS_MAX));
        }
        return index;
    }

    int size() {
        return indexes.size();
    }

    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(indexes.size() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        indexes.keySet().forEach(id -> bytes.putInt(id.intValue()));
        return bytes.flip();
    }
}
