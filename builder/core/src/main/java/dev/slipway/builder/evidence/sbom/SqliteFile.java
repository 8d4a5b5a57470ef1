package dev.slipway.builder.evidence.sbom;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads the tables of a SQLite 3 file ("Database File Format"): no index, no journal, no SQL.
final class SqliteFile implements AutoCloseable {

    private static final String STRUCTURE = "SQLite page";
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 100;
    private static final int INTERIOR = 0x05;
    private static final int LEAF = 0x0D;
    private static final int DEPTH_MAX = 32;

    private final ImageReader image;
    private final int pageBytes;
    /// Some files keep bytes at the end of each page for extensions.
    private final int usableBytes;

    private SqliteFile(ImageReader image, int pageBytes, int usableBytes) {
        this.image = image;
        this.pageBytes = pageBytes;
        this.usableBytes = usableBytes;
    }

    static SqliteFile open(Image file) throws IOException {
        ImageReader image = ImageReader.of(file);
        try {
            ByteBuffer header = image.read("SQLite header", 0, HEADER_BYTES).order(ByteOrder.BIG_ENDIAN);
            byte[] magic = new byte[MAGIC.length];
            header.get(magic);
            int size = header.getShort(16) & 0xFFFF;
            int pageBytes = size == 1 ? 65_536 : size;
            int usable = pageBytes - (header.get(20) & 0xFF);
            if (!Arrays.equals(magic, MAGIC) || Integer.bitCount(pageBytes) != 1 || usable < 480) {
                throw new MalformedImageException("SQLite header", 0, "expected a SQLite 3 file");
            }
            return new SqliteFile(image, pageBytes, usable);
        } catch (IOException | RuntimeException e) {
            image.close();
            throw e;
        }
    }

    /// Visits all rows of a table, in their order.
    void visit(String table, RowVisitor visitor) throws IOException {
        new Scan(visitor).page(rootOf(table), 0);
    }

    /// Told of each row.
    @FunctionalInterface
    interface RowVisitor {
        void visit(SqliteRecord row) throws IOException;
    }

    /// The schema is a table too: type, name, table, first page, SQL.
    private long rootOf(String table) throws IOException {
        List<Long> roots = new ArrayList<>();
        new Scan(row -> {
                    if (text(row.column(0)).equals("table")
                            && text(row.column(1)).equals(table)) {
                        roots.add(row.number(3));
                    }
                })
                .page(1, 0);
        if (roots.size() != 1) {
            throw new MalformedImageException("SQLite schema", HEADER_BYTES, "there is no table " + table);
        }
        return roots.getFirst();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// One pass over a table: no page twice, and no more content than the file can hold.
    private final class Scan {
        private final RowVisitor visitor;
        private final Set<Long> seen = new HashSet<>();
        private long payloadBytes;

        Scan(RowVisitor visitor) {
            this.visitor = visitor;
        }

        void page(long number, int depth) throws IOException {
            ByteBuffer page = SqliteFile.this.page(number);
            if (depth > DEPTH_MAX || !seen.add(number)) {
                throw malformed(number, "is met twice or too deep");
            }
            int header = number == 1 ? HEADER_BYTES : 0;
            int type = page.get(header);
            int cells = page.getShort(header + 3) & 0xFFFF;
            int pointers = header + (type == INTERIOR ? 12 : 8);
            if ((type != INTERIOR && type != LEAF) || pointers + 2 * cells > usableBytes) {
                throw malformed(number, "is no page of a table");
            }
            for (int i = 0; i < cells; i++) {
                int at = page.getShort(pointers + 2 * i) & 0xFFFF;
                if (at > usableBytes - Integer.BYTES) {
                    throw malformed(number, "has a cell outside of itself");
                }
                if (type == INTERIOR) {
                    page(unsigned(page.getInt(at)), depth + 1);
                } else {
                    visitor.visit(SqliteRecord.decode(payload(page.position(at), number)));
                }
            }
            if (type == INTERIOR) {
                page(unsigned(page.getInt(header + 8)), depth + 1);
            }
        }

        /// The content of a leaf's cell: what does not fit into the page goes on in others.
        private byte[] payload(ByteBuffer page, long number) throws IOException {
            long size = SqliteRecord.varint(page);
            SqliteRecord.varint(page);
            if (size < 0 || size > Integer.MAX_VALUE || size > image.size() - payloadBytes) {
                throw malformed(number, "has a row of %d bytes".formatted(size));
            }
            payloadBytes += size;
            byte[] payload = new byte[(int) size];
            int done = local(payload.length);
            int pointer = done < payload.length ? Integer.BYTES : 0;
            if (done + pointer > usableBytes - page.position()) {
                throw malformed(number, "has a row that reaches beyond it");
            }
            page.get(payload, 0, done);
            long next = pointer > 0 ? unsigned(page.getInt()) : 0;
            while (done < payload.length) {
                ByteBuffer overflow = SqliteFile.this.page(next);
                next = unsigned(overflow.getInt());
                int count = Math.min(payload.length - done, usableBytes - Integer.BYTES);
                overflow.get(payload, done, count);
                done += count;
            }
            return payload;
        }
    }

    /// "Cell payload overflow pages" (1.6).
    private int local(int payloadBytes) {
        int most = usableBytes - 35;
        if (payloadBytes <= most) {
            return payloadBytes;
        }
        int least = (usableBytes - 12) * 32 / 255 - 23;
        int fitting = least + (payloadBytes - least) % (usableBytes - 4);
        return fitting <= most ? fitting : least;
    }

    private ByteBuffer page(long number) throws IOException {
        if (number < 1) {
            throw malformed(number, "does not exist");
        }
        return image.read(STRUCTURE, (number - 1) * pageBytes, pageBytes).order(ByteOrder.BIG_ENDIAN);
    }

    private MalformedImageException malformed(long number, String problem) {
        return new MalformedImageException(
                STRUCTURE, Math.max(0, number - 1) * pageBytes, "page %d %s".formatted(number, problem));
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }

    @Override
    public void close() throws IOException {
        image.close();
    }
}
