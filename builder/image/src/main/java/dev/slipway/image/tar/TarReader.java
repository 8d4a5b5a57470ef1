package dev.slipway.image.tar;

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
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads a tar archive as a tree: V7, ustar, GNU and pax, with their long names, sparse files and extended attributes.
/// Nothing is unpacked: the contents of files are slices of the archive. Where a name comes several times the last
/// entry stands, as after unpacking.
///
/// Compressed archives go through [CompressedTar] first.
public final class TarReader {

    /// More than the largest distribution with all its packages.
    private static final int ENTRIES_MAX = 4_000_000;

    /// Directories that have no entry of their own: a short entry can name a thousand of them.
    private static final int IMPLIED_NAMES_MAX = 250_000;

    /// Of a long name, or of the pax records of one entry; the kernel allows 64 KiB of extended attributes.
    private static final int EXTRA_BYTES_MAX = 1 << 20;

    /// A pebibyte, more than any file system's file in a root tree; keeps sums of sizes from overflowing.
    static final long FILE_BYTES_MAX = 1L << 50;

    private final Image tar;
    private final ImageReader reader;
    private final TreeBuilder tree = new TreeBuilder(Metadata.of(0755, Instant.EPOCH));
    private final TarExtras extras = new TarExtras();
    private long offset;
    private int impliedNames;

    private TarReader(Image tar, ImageReader reader) {
        this.tar = tar;
        this.reader = reader;
    }

    /// The tree in an archive. The root has mode 0755 and the time 1970 where no entry `./` tells otherwise.
    ///
    /// @throws MalformedImageException where the archive is damaged, or an entry would lie outside of the tree
    public static Directory read(Image tar) throws IOException {
        try (ImageReader reader = ImageReader.of(tar)) {
            return new TarReader(tar, reader).read();
        }
    }

    private Directory read() throws IOException {
        int entries = 0;
        // Some writers leave out the two blocks of zeros at the end.
        while (offset < tar.size()) {
            long start = offset;
            byte[] block =
                    reader.read("tar header", start, TarHeader.BLOCK_BYTES).array();
            if (isZero(block)) {
                break;
            }
            if (++entries > ENTRIES_MAX) {
                throw new MalformedImageException("tar", start, "more than %d entries".formatted(ENTRIES_MAX));
            }
            offset += TarHeader.BLOCK_BYTES;
            readEntry(TarHeader.decode(block, start), block, start);
        }
        if (extras.areLeft()) {
            throw new MalformedImageException("tar", offset, "expected an entry behind an extended header");
        }
        return tree.build();
    }

    private static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private void readEntry(TarHeader header, byte[] block, long start) throws IOException {
        switch (header.type()) {
            case TarHeader.GNU_LONG_NAME -> extras.longName = text(extra(header, start));
            case TarHeader.GNU_LONG_LINK -> extras.longLink = text(extra(header, start));
            case TarHeader.PAX, TarHeader.PAX_SOLARIS ->
                extras.pax = PaxRecords.decode(extra(header, start), start + TarHeader.BLOCK_BYTES);
            case TarHeader.PAX_GLOBAL ->
                extras.addGlobal(PaxRecords.decode(extra(header, start), start + TarHeader.BLOCK_BYTES));
            case TarHeader.GNU_VOLUME -> extras.clear();
            default -> {
                put(TarEntry.of(header, extras, start), block);
                extras.clear();
            }
        }
    }

    private byte[] extra(TarHeader header, long start) throws IOException {
        if (header.size() < 0 || header.size() > EXTRA_BYTES_MAX) {
            throw new MalformedImageException(
                    "extended tar header",
                    start,
                    "a size of %d bytes, more than %d".formatted(header.size(), EXTRA_BYTES_MAX));
        }
        byte[] bytes =
                reader.read("extended tar header", offset, (int) header.size()).array();
        offset += blocks(header.size());
        return bytes;
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private static long blocks(long bytes) {
        return Math.ceilDiv(bytes, TarHeader.BLOCK_BYTES) * TarHeader.BLOCK_BYTES;
    }

    private void put(TarEntry entry, byte[] block) throws IOException {
        List<FileName> path = EntryName.parse(entry.path(), entry.offset());
        Node node = node(entry, block);
        if (path.isEmpty() && !(node instanceof Directory)) {
            throw entry.problem("its name leads to the root, but it is not a directory");
        }
        if (path.size() > 1 && tree.find(path.subList(0, path.size() - 1)) == null) {
            impliedNames += path.size();
            if (impliedNames > IMPLIED_NAMES_MAX) {
                throw entry.problem("more than %d directories have no entry".formatted(IMPLIED_NAMES_MAX));
            }
        }
        try {
            tree.put(path, node);
        } catch (IllegalArgumentException e) {
            throw entry.problem(String.valueOf(e.getMessage()));
        }
    }

    private Node node(TarEntry entry, byte[] block) throws IOException {
        try {
            return switch (entry.type()) {
                case TarHeader.HARD_LINK -> linked(entry);
                case TarHeader.SYMLINK ->
                    new Node.Symlink(entry.metadata(), entry.linkName().getBytes(ISO_8859_1));
                case TarHeader.CHARACTER_DEVICE -> entry.special(Node.Special.Kind.CHARACTER_DEVICE);
                case TarHeader.BLOCK_DEVICE -> entry.special(Node.Special.Kind.BLOCK_DEVICE);
                case TarHeader.FIFO -> entry.special(Node.Special.Kind.FIFO);
                case TarHeader.DIRECTORY -> directory(entry);
                case TarHeader.GNU_DIRECTORY -> {
                    data(entry);
                    yield directory(entry);
                }
                case TarHeader.GNU_SPARSE -> sparse(entry, block);
                case TarHeader.OLD_FILE, TarHeader.FILE, TarHeader.CONTIGUOUS_FILE -> file(entry);
                default -> throw entry.problem("its type '%c' is not known".formatted(entry.type()));
            };
        } catch (IllegalArgumentException e) {
            throw entry.problem(String.valueOf(e.getMessage()));
        }
    }

    private static Directory directory(TarEntry entry) throws MalformedImageException {
        return new Directory(entry.metadata(), new TreeMap<>());
    }

    private Node linked(TarEntry entry) throws MalformedImageException {
        List<FileName> target = EntryName.parse(entry.linkName(), entry.offset());
        @Nullable Node node = tree.find(target);
        if (node == null || node instanceof Directory) {
            throw entry.problem("it is a hard link to '%s', which is %s"
                    .formatted(EntryName.shown(entry.linkName()), node == null ? "not there" : "a directory"));
        }
        return node;
    }

    private Node file(TarEntry entry) throws IOException {
        Image data = data(entry);
        if (!SparseMap.isIn(entry.pax())) {
            return new Node.RegularFile(entry.metadata(), data);
        }
        SparseMap map = SparseMap.ofPax(entry.pax(), data);
        if (map.mapBytes() > data.size()) {
            throw entry.problem("its sparse map is longer than what it stores");
        }
        Image stored = data.slice(map.mapBytes(), data.size() - map.mapBytes());
        return new Node.RegularFile(entry.metadata(), map.realise(stored, entry.path(), entry.offset()));
    }

    private Node sparse(TarEntry entry, byte[] block) throws IOException {
        SparseMap map = SparseMap.ofHeader(block, reader, offset);
        offset += map.mapBytes();
        return new Node.RegularFile(entry.metadata(), map.realise(data(entry), entry.path(), entry.offset()));
    }

    /// What the entry stores, and steps over it.
    private Image data(TarEntry entry) throws MalformedImageException {
        long size = entry.size();
        if (size < 0 || size > tar.size() - offset) {
            throw entry.problem("expected %d bytes of data from byte %d on, but the archive ends at byte %d"
                    .formatted(size, offset, tar.size()));
        }
        Image data = tar.slice(offset, size);
        // The padding of the last entry may be cut off.
        offset += blocks(size);
        return data;
    }
}
