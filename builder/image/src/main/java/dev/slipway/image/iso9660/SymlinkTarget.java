package dev.slipway.image.iso9660;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// The target of a symbolic link as `SL` entries (RRIP 1.12, 4.1.3): a record for each component of the path, spread
/// over as many entries as needed.
final class SymlinkTarget {

    static final int CONTINUES = 1;
    static final int CURRENT = 2;
    static final int PARENT = 4;
    static final int ROOT = 8;

    /// Flags of the entry come before the components.
    private static final int COMPONENTS_MAX = SystemUseEntry.DATA_BYTES_MAX - 1;

    private static final int COMPONENT_HEADER_BYTES = 2;

    private final List<SystemUseEntry> entries = new ArrayList<>(1);
    private final ByteArrayOutputStream components = new ByteArrayOutputStream();

    private SymlinkTarget() {}

    static List<SystemUseEntry> encode(byte[] target) {
        SymlinkTarget encoder = new SymlinkTarget();
        int from = 0;
        if (target[0] == '/') {
            encoder.component(ROOT, target, 0, 0);
            from = 1;
        }
        // An empty part in the middle or at the end stays an empty component, so that `a//b` and `a/` come back as
        // they were.
        while (from < target.length || (from == target.length && from > 1)) {
            int to = from;
            while (to < target.length && target[to] != '/') {
                to++;
            }
            encoder.part(target, from, to - from);
            from = to + 1;
        }
        encoder.finish(0);
        return encoder.entries;
    }

    private void part(byte[] target, int from, int length) {
        if (length == 1 && target[from] == '.') {
            component(CURRENT, target, from, 0);
        } else if (length == 2 && target[from] == '.' && target[from + 1] == '.') {
            component(PARENT, target, from, 0);
        } else {
            text(target, from, length);
        }
    }

    private void text(byte[] target, int from, int length) {
        int at = from;
        int left = length;
        while (true) {
            int room = COMPONENTS_MAX - components.size() - COMPONENT_HEADER_BYTES;
            // An entry ends within a text, if only before its last nothing: libarchive puts no separator between
            // entries, and so must not need one.
            if (left <= room - COMPONENT_HEADER_BYTES - 1) {
                component(0, target, at, left);
                return;
            }
            int count = Math.clamp(room, 0, left);
            if (room > 0) {
                component(CONTINUES, target, at, count);
                at += count;
                left -= count;
            }
            finish(CONTINUES);
        }
    }

    private void component(int flags, byte[] target, int from, int length) {
        if (components.size() + COMPONENT_HEADER_BYTES + length > COMPONENTS_MAX) {
            finish(CONTINUES);
        }
        components.write(flags);
        components.write(length);
        components.write(target, from, length);
    }

    private void finish(int flags) {
        byte[] data = new byte[1 + components.size()];
        data[0] = (byte) flags;
        System.arraycopy(components.toByteArray(), 0, data, 1, components.size());
        entries.add(new SystemUseEntry("SL", 1, data));
        components.reset();
    }
}
