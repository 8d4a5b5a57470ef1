package dev.slipway.image.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.util.TreeMap;

/// Reads the entries of a tar archive one after another: V7, ustar, GNU and pax, with their long names, sparse files
/// and extended attributes. Nothing is unpacked: the contents of files are slices of the archive.
///
/// What entries mean to each other is the business of who reads them: [TarReader] makes a tree of one archive.
public final class TarEntries {

    /// Of headers: more than the largest distribution with all its packages.
    private static final int HEADERS_MAX = 4_000_000;

    /// Of a long name, or of the pax records of one entry; the kernel allows 64 KiB of extended attributes.
    private static final int EXTRA_BYTES_MAX = 1 << 20;

    /// Of all sparse files together. Each costs memory, and a block of the archive can tell twenty-one.
    private static final int SPARSE_PIECES_MAX = 1_000_000;

    /// A pebibyte, more than any file system's file in a root tree; keeps sums of sizes from overflowing.
    static final long FILE_BYTES_MAX = 1L << 50;

    private final Image tar;
    private final ImageReader reader;
    private final Visitor visitor;
    private final TarExtras extras = new TarExtras();
    private long offset;
    private int sparsePieces;

    private TarEntries(Image tar, ImageReader reader, Visitor visitor) {
        this.tar = tar;
        this.reader = reader;
        this.visitor = visitor;
    }

    /// Told of each entry in the order of the archive.
    @FunctionalInterface
    public interface Visitor {
        void visit(TarMember member) throws IOException;
    }

    /// Reads all entries of an archive that is not compressed.
    ///
    /// @throws MalformedImageException where the archive is damaged
    public static void visit(Image tar, Visitor visitor) throws IOException {
        try (ImageReader reader = ImageReader.of(tar)) {
            new TarEntries(tar, reader, visitor).read();
        }
    }

    private void read() throws IOException {
        int headers = 0;
        // Some writers leave out the two blocks of zeros at the end.
        while (offset < tar.size()) {
            long start = offset;
            byte[] block =
                    reader.read("tar header", start, TarHeader.BLOCK_BYTES).array();
            if (isZero(block)) {
                break;
            }
            if (++headers > HEADERS_MAX) {
                throw new MalformedImageException("tar", start, "more than %d headers".formatted(HEADERS_MAX));
            }
            offset += TarHeader.BLOCK_BYTES;
            readEntry(TarHeader.decode(block, start), block, start);
        }
        if (extras.areLeft()) {
            throw new MalformedImageException("tar", offset, "expected an entry behind an extended header");
        }
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
                TarEntry entry = TarEntry.of(header, extras, start);
                visitor.visit(new TarMember(new EntryName(entry.path()), content(entry, block), start));
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

    private TarMember.Content content(TarEntry entry, byte[] block) throws IOException {
        if (entry.type() == TarHeader.HARD_LINK) {
            return new TarMember.HardLink(new EntryName(entry.linkName()));
        }
        try {
            return new TarMember.NewNode(node(entry, block));
        } catch (IllegalArgumentException e) {
            throw entry.problem(String.valueOf(e.getMessage()));
        }
    }

    private Node node(TarEntry entry, byte[] block) throws IOException {
        return switch (entry.type()) {
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
            default -> throw entry.problem("its type '%s' is not known".formatted(EntryName.shown("" + entry.type())));
        };
    }

    private static Directory directory(TarEntry entry) throws MalformedImageException {
        return new Directory(entry.metadata(), new TreeMap<>());
    }

    private Node file(TarEntry entry) throws IOException {
        Image data = data(entry);
        if (!SparseMap.isIn(entry.pax())) {
            return new Node.RegularFile(entry.metadata(), data);
        }
        SparseMap map = counted(SparseMap.ofPax(entry.pax(), data), entry);
        if (map.mapBytes() > data.size()) {
            throw entry.problem("its sparse map is longer than what it stores");
        }
        Image stored = data.slice(map.mapBytes(), data.size() - map.mapBytes());
        return new Node.RegularFile(entry.metadata(), map.realise(stored, entry.path(), entry.offset()));
    }

    private Node sparse(TarEntry entry, byte[] block) throws IOException {
        SparseMap map = counted(SparseMap.ofHeader(block, reader, offset), entry);
        offset += map.mapBytes();
        return new Node.RegularFile(entry.metadata(), map.realise(data(entry), entry.path(), entry.offset()));
    }

    private SparseMap counted(SparseMap map, TarEntry entry) throws MalformedImageException {
        sparsePieces += map.pieces().size();
        if (sparsePieces > SPARSE_PIECES_MAX) {
            throw entry.problem("sparse files of more than %d pieces".formatted(SPARSE_PIECES_MAX));
        }
        return map;
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
