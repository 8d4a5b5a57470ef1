package dev.slipway.image.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.slipway.image.Image;
import dev.slipway.image.tar.PaxRecords.PaxRecord;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Plans a tar archive of a tree in the pax format: ustar headers, with pax records for what they cannot hold. Entries
/// come in the order of their names, parents first; the same tree gives the same bytes. Contents stay where they are.
public final class TarWriter {

    private static final long OCTAL_7_MAX = 07777777L;
    private static final long OCTAL_11_MAX = TarHeader.OCTAL_11_MAX;
    private static final int END_BYTES = 2 * TarHeader.BLOCK_BYTES;
    private static final int RECORD_BYTES = 20 * TarHeader.BLOCK_BYTES;

    private final List<Image> parts = new ArrayList<>();
    private final IdentityHashMap<Node, String> linkable = new IdentityHashMap<>();

    private TarWriter() {}

    /// The archive, beginning with the root as `./`.
    ///
    /// @throws IllegalArgumentException where the tree holds a socket, for which tar has no type
    public static Image plan(Directory tree) {
        TarWriter writer = new TarWriter();
        writer.addDirectory("./", tree);
        return writer.end();
    }

    /// The archive without its root, and with names that do not begin with `./`, for readers that compare whole names.
    ///
    /// @throws IllegalArgumentException where the tree holds a socket, for which tar has no type
    public static Image planWithoutRoot(Directory tree) {
        TarWriter writer = new TarWriter();
        writer.addEntries("", tree);
        return writer.end();
    }

    private Image end() {
        parts.add(Image.zeros(END_BYTES));
        return Image.concat(parts).padTo(RECORD_BYTES);
    }

    private void addDirectory(String path, Directory directory) {
        addEntry(path, TarHeader.DIRECTORY, directory.metadata(), "", 0, 0, 0);
        addEntries(path, directory);
    }

    private void addEntries(String path, Directory directory) {
        for (Map.Entry<FileName, Node> entry : directory.entries().entrySet()) {
            String child = path + new String(entry.getKey().bytes(), ISO_8859_1);
            add(child, entry.getValue());
        }
    }

    private void add(String path, Node node) {
        if (node instanceof Directory directory) {
            addDirectory(path + "/", directory);
            return;
        }
        String first = linkable.putIfAbsent(node, path);
        if (first != null) {
            addEntry(path, TarHeader.HARD_LINK, node.metadata(), first, 0, 0, 0);
            return;
        }
        switch (node) {
            case Node.RegularFile file -> {
                addEntry(
                        path,
                        TarHeader.FILE,
                        file.metadata(),
                        "",
                        file.content().size(),
                        0,
                        0);
                parts.add(file.content().padTo(TarHeader.BLOCK_BYTES));
            }
            case Node.Symlink link ->
                addEntry(path, TarHeader.SYMLINK, link.metadata(), new String(link.target(), ISO_8859_1), 0, 0, 0);
            case Node.Special special ->
                addEntry(path, type(path, special), special.metadata(), "", 0, special.major(), special.minor());
            case Directory ignored -> throw new IllegalStateException("directories are done above");
        }
    }

    private static char type(String path, Node.Special special) {
        return switch (special.kind()) {
            case CHARACTER_DEVICE -> TarHeader.CHARACTER_DEVICE;
            case BLOCK_DEVICE -> TarHeader.BLOCK_DEVICE;
            case FIFO -> TarHeader.FIFO;
            case SOCKET ->
                throw new IllegalArgumentException(
                        "%s is a socket, which tar cannot hold".formatted(new EntryName(path).structure()));
        };
    }

    private void addEntry(String path, char type, Metadata metadata, String link, long size, long major, long minor) {
        HeaderPath headerPath = HeaderPath.of(path, type);
        List<PaxRecord> records = new ArrayList<>();
        if (!headerPath.isWhole()) {
            records.add(new PaxRecord("path", path));
        }
        if (link.length() > TarHeader.NAME_LENGTH) {
            records.add(new PaxRecord("linkpath", link));
        }
        records.addAll(records(metadata, size));
        if (!records.isEmpty()) {
            addRecords(records);
        }
        TarHeader header = new TarHeader(
                headerPath.name(),
                metadata.permissions(),
                within(metadata.uid(), OCTAL_7_MAX),
                within(metadata.gid(), OCTAL_7_MAX),
                within(size, OCTAL_11_MAX),
                within(metadata.modified().getEpochSecond(), OCTAL_11_MAX),
                type,
                link.substring(0, Math.min(link.length(), TarHeader.NAME_LENGTH)),
                TarHeader.Dialect.USTAR,
                major,
                minor,
                headerPath.prefix());
        parts.add(Image.ofBytes(header.encode()));
    }

    private void addRecords(List<PaxRecord> records) {
        byte[] bytes = new PaxRecords(records, 0).encode();
        TarHeader header =
                new TarHeader("pax", 0644, 0, 0, bytes.length, 0, TarHeader.PAX, "", TarHeader.Dialect.USTAR, 0, 0, "");
        parts.add(Image.ofBytes(header.encode()));
        parts.add(Image.ofBytes(bytes).padTo(TarHeader.BLOCK_BYTES));
    }

    private static List<PaxRecord> records(Metadata metadata, long size) {
        List<PaxRecord> records = new ArrayList<>();
        addNumber(records, "size", size, OCTAL_11_MAX);
        addNumber(records, "uid", metadata.uid(), OCTAL_7_MAX);
        addNumber(records, "gid", metadata.gid(), OCTAL_7_MAX);
        Instant modified = metadata.modified();
        long seconds = modified.getEpochSecond();
        if (modified.getNano() != 0 || seconds != within(seconds, OCTAL_11_MAX)) {
            records.add(new PaxRecord("mtime", PaxRecords.format(modified)));
        }
        metadata.xattrs().forEach((name, value) -> records.add(Xattrs.encode(name, value)));
        return records;
    }

    private static void addNumber(List<PaxRecord> records, String keyword, long value, long max) {
        if (value > max) {
            records.add(new PaxRecord(keyword, Long.toString(value)));
        }
    }

    private static long within(long value, long max) {
        return value < 0 || value > max ? 0 : value;
    }

    /// How a path stands in the header: as the name, split at a slash into prefix and name, or cut off and then only
    /// for programs that know no pax.
    private record HeaderPath(String prefix, String name, boolean isWhole) {

        static HeaderPath of(String path, char type) {
            if (path.length() <= TarHeader.NAME_LENGTH) {
                return new HeaderPath("", path, true);
            }
            int split = path.lastIndexOf('/', TarHeader.PREFIX_LENGTH);
            int rest = path.length() - split - 1;
            if (split > 0 && rest > 0 && rest <= TarHeader.NAME_LENGTH) {
                return new HeaderPath(path.substring(0, split), path.substring(split + 1), true);
            }
            String cut = path.substring(0, TarHeader.NAME_LENGTH);
            // A slash at the end would make a file a directory.
            boolean slash = type != TarHeader.DIRECTORY && cut.endsWith("/");
            return new HeaderPath("", slash ? cut.substring(0, cut.length() - 1) : cut, false);
        }
    }
}
