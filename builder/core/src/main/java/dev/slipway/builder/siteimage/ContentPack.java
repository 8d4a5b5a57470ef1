package dev.slipway.builder.siteimage;

import dev.slipway.image.WholeFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// A pack of contents while it is written: the files of one site behind those of another, nothing in between. Closed
/// without [#complete()], it leaves nothing behind.
final class ContentPack implements AutoCloseable {

    /// Stands for the pack's name in the places that are handed out before all is written.
    static final String UNNAMED = DataFiles.PACK_PREFIX + "new.pack";

    private final DataFiles files;
    private final WholeFile file;
    private final MessageDigest digest;
    private final OutputStream out;
    private long size;

    private ContentPack(DataFiles files, WholeFile file, MessageDigest digest) {
        this.files = files;
        this.file = file;
        this.digest = digest;
        out = new DigestOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(file.channel()), 1 << 20), digest);
    }

    static ContentPack in(DataFiles files) throws IOException {
        WholeFile file = WholeFile.beside(files.data(UNNAMED));
        file.keepPrivate();
        try {
            return new ContentPack(files, file, MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /// Adds the files of a site.
    ///
    /// @return where they lie, in a pack that has no name yet
    ContentPlace add(List<byte[]> contents) throws IOException {
        ContentPlace place = new ContentPlace(
                UNNAMED, size, contents.stream().map(content -> content.length).toList());
        for (byte[] content : contents) {
            out.write(content);
            size += content.length;
        }
        return place;
    }

    /// Lets what was added be read at [#part()].
    void flush() throws IOException {
        out.flush();
    }

    /// Where the bytes lie for now.
    Path part() {
        return file.part();
    }

    /// Brings the pack to the disk.
    ///
    /// @return its name
    String complete() throws IOException {
        out.flush();
        String name = DataFiles.named(DataFiles.PACK_PREFIX, HexFormat.of().formatHex(digest.digest()), ".pack");
        file.complete();
        Files.move(files.data(UNNAMED), files.data(name), StandardCopyOption.ATOMIC_MOVE);
        return name;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
