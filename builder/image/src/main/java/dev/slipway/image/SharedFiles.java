package dev.slipway.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/// Files that many [transfers][ImageTransfer] read at the same time, each opened once and closed with the last
/// of them. A file that is replaced is opened anew for those who come later; whoever reads the old one goes on
/// with it. Safe for use by several threads.
public final class SharedFiles {

    private static final int ATTEMPTS_MAX = 8;

    private final int openMax;
    private final Map<Path, Opened> newest = new HashMap<>();
    private int open;

    /// @param openMax how many files may be open at a time
    public SharedFiles(int openMax) {
        if (openMax < 1) {
            throw new IllegalArgumentException("at most %d files".formatted(openMax));
        }
        this.openMax = openMax;
    }

    /// How many files are open.
    public synchronized int openCount() {
        return open;
    }

    /// The file of that name, to be closed by each who asked.
    ///
    /// @throws IOException where it cannot be opened, or too many are
    synchronized Opened open(Path path) throws IOException {
        FileIdentity identity = FileIdentity.of(path);
        Opened known = newest.get(path);
        if (known != null && known.identity.equals(identity)) {
            known.users++;
            return known;
        }
        if (open >= openMax) {
            throw new IOException("%d files are open, more than which are not allowed: %s".formatted(open, path));
        }
        Opened opened = openAnew(path, identity);
        open++;
        newest.put(path, opened);
        return opened;
    }

    private Opened openAnew(Path path, FileIdentity expected) throws IOException {
        FileIdentity identity = expected;
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                FileIdentity now = FileIdentity.of(path);
                if (now.equals(identity)) {
                    return new Opened(path, now, channel);
                }
                identity = now;
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            channel.close();
        }
        throw new IOException("%s changes all the time".formatted(path));
    }

    private synchronized void release(Opened opened) throws IOException {
        if (--opened.users > 0) {
            return;
        }
        open--;
        newest.remove(opened.path, opened);
        opened.channel.close();
    }

    /// One file, for as long as its users read it.
    final class Opened implements AutoCloseable {
        private final Path path;
        private final FileIdentity identity;
        private final FileChannel channel;
        private int users = 1;

        private Opened(Path path, FileIdentity identity, FileChannel channel) {
            this.path = path;
            this.identity = identity;
            this.channel = channel;
        }

        /// To be read at positions only.
        FileChannel channel() {
            return channel;
        }

        @Override
        public void close() throws IOException {
            release(this);
        }
    }
}
