package dev.slipway.builder.site;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SiteDescriptor.SiteFile;
import dev.slipway.image.Image;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Changes the site area of an image's file, and nothing else of it, so that it can be told at any moment whether it is
/// the old or the new one. First each file is marked as being changed, where its size stands, or its first bytes where
/// its size is nowhere; then everything else is written; the right sizes come last. Whoever boots an image that was
/// left in between finds no site at all, and nobody takes it for a sound one, even without the journal.
final class AreaWriter implements AutoCloseable {

    /// Where a file has no size that could be made to contradict itself.
    private static final int HEAD_BYTES = 512;

    /// What 0, the size in one order of bytes, and 0xFFFFFFFF in the other make: no size.
    private static final byte[] NO_SIZE = {0, 0, 0, 0, -1, -1, -1, -1};

    private static final int PIECE_BYTES = 4096;

    private final Path file;
    private final FileChannel channel;
    private long written;

    private AreaWriter(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Opens a file and keeps others from changing it. Until this is closed, nobody in this process may open it: any
    /// channel that is closed would give up the lock.
    ///
    /// @throws ProblemException where somebody else uses it
    static AreaWriter lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held == null) {
                throw inUse(file, null);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw inUse(file, e);
        } catch (ProblemException e) {
            channel.close();
            throw e;
        } catch (IOException e) {
            // A file system without locks: nobody can be kept away there.
            return new AreaWriter(file, channel);
        }
        return new AreaWriter(file, channel);
    }

    private static ProblemException inUse(Path file, @org.jspecify.annotations.Nullable Throwable cause) {
        Problem problem = Problem.environment("site.in-use", "another program uses the image")
                .at(file.toString())
                .because("it holds a lock on the file, as machines and whoever writes it do")
                .fix("end it first, or write another file with --output");
        return cause == null ? problem.exception() : problem.exception(cause);
    }

    /// How many bytes were written to the image.
    long written() {
        return written;
    }

    /// Takes back a change that was interrupted.
    ///
    /// @return whether there was one
    boolean recover() throws IOException {
        Optional<RewriteJournal> journal = RewriteJournal.read(file);
        if (journal.isEmpty()) {
            return false;
        }
        if (journal.get().imageBytes() != channel.size()) {
            throw SiteAreaCheck.unsound("the image had %d bytes before a change of it was interrupted, and has %d"
                    .formatted(journal.get().imageBytes(), channel.size()));
        }
        write(journal.get().offset(), journal.get().before().toByteArray(SiteMedium.AREA_BYTES_MAX));
        channel.force(false);
        RewriteJournal.removeBeside(file);
        return true;
    }

    /// The bytes of an area as they are now.
    byte[] read(SiteDescriptor area) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(area.length()));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, area.offset() + bytes.position()) < 0) {
                throw new EOFException("the image ends before its site area does");
            }
        }
        return bytes.array();
    }

    /// Puts other bytes into an area.
    ///
    /// @param before what is there now
    /// @param after of the same length
    void replace(SiteDescriptor area, byte[] before, byte[] after) throws IOException {
        if (Arrays.equals(before, after)) {
            return;
        }
        new RewriteJournal(channel.size(), area.offset(), Image.ofBytes(before)).writeBeside(file);
        byte[] unsettled = marked(area, before);
        writeDifferences(area.offset(), before, unsettled);
        channel.force(false);
        byte[] settling = marked(area, after);
        writeDifferences(area.offset(), unsettled, settling);
        channel.force(false);
        writeDifferences(area.offset(), settling, after);
        channel.force(false);
        RewriteJournal.removeBeside(file);
    }

    /// The area with every file marked.
    private static byte[] marked(SiteDescriptor area, byte[] bytes) {
        byte[] marked = bytes.clone();
        for (SiteFile file : area.files()) {
            for (long place : file.sizeAt()) {
                System.arraycopy(NO_SIZE, 0, marked, Math.toIntExact(place - area.offset()), NO_SIZE.length);
            }
            if (file.sizeAt().isEmpty()) {
                int start = Math.toIntExact(file.offset() - area.offset());
                int length = (int) Math.min(HEAD_BYTES, file.capacity());
                Arrays.fill(marked, start, start + length, (byte) 0);
            }
        }
        return marked;
    }

    private void writeDifferences(long offset, byte[] before, byte[] after) throws IOException {
        for (int start : differing(before, after)) {
            int end = Math.min(start + PIECE_BYTES, after.length);
            write(offset + start, Arrays.copyOfRange(after, start, end));
        }
    }

    private static List<Integer> differing(byte[] before, byte[] after) {
        List<Integer> starts = new ArrayList<>();
        for (int start = 0; start < after.length; start += PIECE_BYTES) {
            int end = Math.min(start + PIECE_BYTES, after.length);
            if (!Arrays.equals(before, start, end, after, start, end)) {
                starts.add(start);
            }
        }
        return starts;
    }

    private void write(long offset, byte[] bytes) throws IOException {
        writeFully(channel, ByteBuffer.wrap(bytes), offset);
        written += bytes.length;
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
