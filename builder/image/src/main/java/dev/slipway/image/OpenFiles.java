package dev.slipway.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/// The files behind the extents that are being read, opened on first use; the one unused for longest is closed when
/// there are too many.
final class OpenFiles implements AutoCloseable {

    private static final int OPEN_FILES_MAX = 32;

    private final Map<Path, FileChannel> channels = new LinkedHashMap<>(16, 0.75f, true);

    FileChannel channel(Path path) throws IOException {
        FileChannel known = channels.get(path);
        if (known != null) {
            return known;
        }
        if (channels.size() >= OPEN_FILES_MAX) {
            var eldest = channels.entrySet().iterator();
            eldest.next().getValue().close();
            eldest.remove();
        }
        FileChannel opened = FileChannel.open(path, StandardOpenOption.READ);
        channels.put(path, opened);
        return opened;
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (FileChannel channel : channels.values()) {
            try {
                channel.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        channels.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
