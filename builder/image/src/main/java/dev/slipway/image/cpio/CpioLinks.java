package dev.slipway.image.cpio;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Brings the names of one file together, within one archive: the data come with any of them, mostly the last.
final class CpioLinks {

    private final Map<Key, Shared> files = new HashMap<>();

    private record Key(long inode, long major, long minor) {
        static Key of(CpioEntry entry) {
            CpioHeader header = entry.header();
            return new Key(header.inode(), header.deviceMajor(), header.deviceMinor());
        }
    }

    private static final class Shared {
        private Image data = Image.empty();
        private @Nullable Node node;
    }

    @FunctionalInterface
    interface NodeSource {
        Node make() throws IOException;
    }

    void add(CpioEntry entry) {
        if (isShared(entry)) {
            Shared shared = files.computeIfAbsent(Key.of(entry), ignored -> new Shared());
            if (entry.data().size() > 0) {
                shared.data = entry.data();
            }
        }
    }

    /// The data of a file, whichever of its names they came with.
    Image data(CpioEntry entry) {
        Shared shared = isShared(entry) ? files.get(Key.of(entry)) : null;
        return shared == null ? entry.data() : shared.data;
    }

    /// The node of an entry: the same as that of its other names.
    Node node(CpioEntry entry, NodeSource source) throws IOException {
        Shared shared = isShared(entry) ? files.get(Key.of(entry)) : null;
        if (shared == null) {
            return source.make();
        }
        Node known = shared.node;
        if (known == null) {
            known = source.make();
            shared.node = known;
        }
        return known;
    }

    private static boolean isShared(CpioEntry entry) {
        int type = entry.header().type();
        return entry.header().links() > 1 && type != CpioHeader.DIRECTORY && type != CpioHeader.SYMLINK;
    }
}
