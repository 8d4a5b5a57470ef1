package dev.slipway.pxe.lease;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Remembers leases: each change is a line behind the others, written before the client hears of it. When most lines
/// are outdated the file is written anew beside and put in place whole. A second server on the same file is refused.
/// Not safe for use by several threads.
public final class LeaseJournal implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int OUTDATED_MIN = 20_000;
    private static final int OUTDATED_FACTOR = 3;

    private final Path file;
    private final boolean synchronous;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final List<Lease> found;
    private FileChannel channel;
    private int records;

    private LeaseJournal(
            Path file, boolean synchronous, FileChannel lockChannel, FileLock lock, LeaseFile found, FileChannel at) {
        this.file = file;
        this.synchronous = synchronous;
        this.lockChannel = lockChannel;
        this.lock = lock;
        this.found = found.leases();
        this.records = found.records();
        this.channel = at;
    }

    /// Opens the file, or begins it.
    ///
    /// @param synchronous whether each commit waits for the disk: a lease then survives not only the death of the
    ///     server but that of the machine
    public static LeaseJournal open(Path file, boolean synchronous) {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        @Nullable FileChannel lockChannel = null;
        try {
            lockChannel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lock(lockChannel, file);
            LeaseFile found = LeaseFile.read(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(found.soundBytes());
            channel.position(found.soundBytes());
            if (found.soundBytes() == 0) {
                writeFully(channel, ByteBuffer.wrap(LeaseFile.firstLine()));
            }
            channel.force(true);
            return new LeaseJournal(file, synchronous, lockChannel, lock, found, channel);
        } catch (IOException e) {
            closeQuietly(lockChannel);
            throw Problem.environment("pxe.leases-denied", "the file of leases cannot be opened")
                    .at(file.toString())
                    .because(Diagnosis.reason(e))
                    .exception();
        } catch (RuntimeException e) {
            closeQuietly(lockChannel);
            throw e;
        }
    }

    private static FileLock lock(FileChannel channel, Path file) throws IOException {
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Somebody in this very process holds it, which is no better.
        }
        if (lock == null) {
            throw Problem.environment("pxe.leases-in-use", "another server uses this file of leases")
                    .at(file.toString())
                    .fix("stop it, or give each server a file of its own")
                    .exception();
        }
        return lock;
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // The failure that led here is the one to tell.
            }
        }
    }

    /// What the file held when it was opened.
    public List<Lease> found() {
        return found;
    }

    /// Notes a change; it is remembered with the next commit.
    public void append(Lease lease) throws IOException {
        byte[] line = LeaseRecord.encode(lease);
        if (line.length > buffer.remaining()) {
            write();
        }
        buffer.put(line);
        records++;
    }

    /// Brings the changes since the last commit to the file.
    public void commit() throws IOException {
        if (buffer.position() > 0) {
            write();
            if (synchronous) {
                channel.force(false);
            }
        }
    }

    /// Whether so many lines are outdated that the file should be written anew.
    public boolean wantsCompaction(int live) {
        return records > OUTDATED_MIN + OUTDATED_FACTOR * live;
    }

    /// Writes the file anew with these leases only.
    public void compact(Collection<Lease> live) throws IOException {
        commit();
        try (WholeFile whole = WholeFile.beside(file)) {
            FileChannel out = whole.channel();
            writeFully(out, ByteBuffer.wrap(LeaseFile.firstLine()));
            for (Lease lease : live) {
                byte[] line = LeaseRecord.encode(lease);
                if (line.length > buffer.remaining()) {
                    flushTo(out);
                }
                buffer.put(line);
            }
            flushTo(out);
            whole.complete();
        }
        channel.close();
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.position(channel.size());
        records = live.size();
    }

    private void write() throws IOException {
        flushTo(channel);
    }

    private void flushTo(FileChannel out) throws IOException {
        buffer.flip();
        try {
            writeFully(out, buffer);
        } finally {
            // After a failure the rest goes first: it may begin within a line.
            buffer.compact();
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        try (lockChannel;
                lock;
                FileChannel last = channel) {
            commit();
            last.force(false);
        }
    }
}
