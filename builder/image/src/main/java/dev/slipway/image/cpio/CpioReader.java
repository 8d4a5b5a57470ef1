package dev.slipway.image.cpio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.TreeBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Reads cpio archives ("newc", with sums or without) as the kernel does: several may follow each other, with zeros in
/// between, and what comes later replaces what came before. Contents are slices of the archive.
public final class CpioReader {

    private static final int ENTRIES_MAX = 4_000_000;

    /// Directories that have no entry of their own: a short entry can name a thousand of them.
    private static final int IMPLIED_NAMES_MAX = 250_000;

    private static final int PADDING_BYTES_MAX = 16 << 20;
    private static final int SYMLINK_BYTES_MAX = 4095;

    private final Image cpio;
    private final ImageReader reader;
    private final TreeBuilder tree = new TreeBuilder(Metadata.of(0755, Instant.EPOCH));
    private int entries;
    private int impliedNames;
    private long offset;

    private CpioReader(Image cpio, ImageReader reader) {
        this.cpio = cpio;
        this.reader = reader;
    }

    /// The tree that all archives in the image make together.
    ///
    /// @throws MalformedImageException where an archive is damaged, or something else follows
    public static Directory read(Image cpio) throws IOException {
        try (ImageReader reader = ImageReader.of(cpio)) {
            return new CpioReader(cpio, reader).read();
        }
    }

    private Directory read() throws IOException {
        do {
            readArchive();
            skipZeros();
        } while (offset < cpio.size());
        return tree.build();
    }

    private void readArchive() throws IOException {
        CpioLinks links = new CpioLinks();
        List<CpioEntry> found = new ArrayList<>();
        for (CpioEntry entry = readEntry(); !entry.isTrailer(); entry = readEntry()) {
            if (++entries > ENTRIES_MAX) {
                throw entry.problem("more than %d entries".formatted(ENTRIES_MAX));
            }
            links.add(entry);
            found.add(entry);
        }
        for (CpioEntry entry : found) {
            put(entry, links);
        }
    }

    private CpioEntry readEntry() throws IOException {
        long start = offset;
        byte[] bytes = reader.read("cpio header", start, CpioHeader.SIZE).array();
        CpioHeader header = CpioHeader.decode(bytes, start);
        if (header.nameSize() < 1 || header.nameSize() > CpioImage.NAME_BYTES_MAX) {
            throw new MalformedImageException("cpio header", start, "a name of %d bytes".formatted(header.nameSize()));
        }
        byte[] name = reader.read("cpio name", start + CpioHeader.SIZE, (int) header.nameSize())
                .array();
        String path = new String(name, 0, name.length - 1, ISO_8859_1);
        if (name[name.length - 1] != 0 || path.indexOf('\0') >= 0) {
            throw new MalformedImageException(
                    "cpio name", start + CpioHeader.SIZE, "expected NUL at its end and nowhere else");
        }
        offset = aligned(start + CpioHeader.SIZE + name.length);
        if (offset > cpio.size() || header.size() > cpio.size() - offset) {
            throw new MalformedImageException(
                    "cpio entry '%s'".formatted(CpioEntry.shown(path)),
                    start,
                    "expected %d bytes of data, but the archive ends at byte %d".formatted(header.size(), cpio.size()));
        }
        Image data = cpio.slice(offset, header.size());
        CpioEntry entry = new CpioEntry(header, path, data, start);
        entry.checkSum();
        // The zeros behind the last entry may be cut off.
        offset = Math.min(aligned(offset + header.size()), cpio.size());
        return entry;
    }

    private static long aligned(long position) {
        return Math.ceilDiv(position, CpioHeader.ALIGNMENT) * CpioHeader.ALIGNMENT;
    }

    private void skipZeros() throws IOException {
        long end = Math.min(cpio.size(), offset + PADDING_BYTES_MAX);
        byte[] chunk = new byte[4096];
        while (offset < end) {
            int length = (int) Math.min(chunk.length, end - offset);
            reader.read(offset, chunk, 0, length);
            for (int i = 0; i < length; i++) {
                if (chunk[i] != 0) {
                    offset += i;
                    return;
                }
            }
            offset += length;
        }
        if (offset < cpio.size()) {
            throw new MalformedImageException(
                    "cpio", offset, "expected another archive within %d bytes of zeros".formatted(PADDING_BYTES_MAX));
        }
    }

    private void put(CpioEntry entry, CpioLinks links) throws IOException {
        try {
            List<FileName> path = entry.names();
            Node node = links.node(entry, () -> node(entry, links));
            if (path.isEmpty() && !(node instanceof Directory)) {
                throw entry.problem("its name leads to the root, but it is not a directory");
            }
            if (path.size() > 1 && tree.find(path.subList(0, path.size() - 1)) == null) {
                impliedNames += path.size();
            }
            if (impliedNames > IMPLIED_NAMES_MAX) {
                throw entry.problem("more than %d directories have no entry".formatted(IMPLIED_NAMES_MAX));
            }
            tree.put(path, node);
        } catch (IllegalArgumentException e) {
            throw entry.problem(String.valueOf(e.getMessage()));
        }
    }

    private static Node node(CpioEntry entry, CpioLinks links) throws IOException {
        Metadata metadata = entry.metadata();
        return switch (entry.header().type()) {
            case CpioHeader.FILE -> new Node.RegularFile(metadata, links.data(entry));
            case CpioHeader.DIRECTORY -> new Directory(metadata, new TreeMap<>());
            case CpioHeader.SYMLINK -> {
                if (entry.data().size() > SYMLINK_BYTES_MAX) {
                    throw entry.problem(
                            "a symbolic link of %d bytes".formatted(entry.data().size()));
                }
                yield new Node.Symlink(metadata, entry.data().toByteArray(SYMLINK_BYTES_MAX));
            }
            case CpioHeader.CHARACTER_DEVICE -> entry.special(Node.Special.Kind.CHARACTER_DEVICE);
            case CpioHeader.BLOCK_DEVICE -> entry.special(Node.Special.Kind.BLOCK_DEVICE);
            case CpioHeader.FIFO -> entry.special(Node.Special.Kind.FIFO);
            case CpioHeader.SOCKET -> entry.special(Node.Special.Kind.SOCKET);
            default ->
                throw entry.problem(
                        "mode 0%o is of no type".formatted(entry.header().mode()));
        };
    }
}
