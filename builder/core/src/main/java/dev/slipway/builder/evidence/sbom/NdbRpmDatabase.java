package dev.slipway.builder.evidence.sbom;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// RPM's own database, which SUSE uses: pages of slots, each of which leads to a blob with a header. Little-endian. No
/// specification exists; this follows what `rpmpkgReadHeader`, `rpmpkgReadSlots` and `rpmpkgReadBlob` of rpm accept
/// (`lib/backend/ndb/rpmpkg.c`), but for the Adler-32 behind a blob, which is not compared.
final class NdbRpmDatabase {

    private static final int MAGIC = magic("RpmP");
    private static final int PAGE_BYTES = 4096;
    private static final int BLOCK_BYTES = 16;
    /// Ours: a million slots.
    private static final int PAGES_MAX = 1 << 12;
    private static final int BLOB_BYTES_MAX = 64 << 20;

    private NdbRpmDatabase() {}

    /// Where a blob lies.
    ///
    /// @param packageNumber that of the blob, too
    /// @param firstBlock and `blocks`: in units of 16 bytes; 0 where the slot is free
    private record Slot(long packageNumber, long firstBlock, long blocks) {
        static final int SIZE = 16;
        static final int MAGIC = magic("Slot");

        static Slot decode(ByteBuffer in, long offset) throws MalformedImageException {
            if (in.getInt() != MAGIC) {
                throw new MalformedImageException("RPM database slot", offset, "expected 'Slot'");
            }
            return new Slot(unsigned(in.getInt()), unsigned(in.getInt()), unsigned(in.getInt()));
        }
    }

    /// What stands in front of a blob.
    private record BlobHead(long packageNumber, long bytes) {
        static final int SIZE = 16;
        static final int MAGIC = magic("BlbS");

        static BlobHead decode(ByteBuffer in, long offset) throws MalformedImageException {
            if (in.getInt() != MAGIC) {
                throw new MalformedImageException("RPM database blob", offset, "expected 'BlbS'");
            }
            long number = unsigned(in.getInt());
            in.getInt(); // When it was written; younger versions of rpm put a generation there.
            return new BlobHead(number, unsigned(in.getInt()));
        }
    }

    static List<InstalledPackage> read(Image database) throws IOException {
        List<InstalledPackage> packages = new ArrayList<>();
        try (ImageReader reader = ImageReader.of(database)) {
            List<Slot> slots = slots(reader);
            slots.sort(Comparator.comparingLong(Slot::packageNumber));
            long bytes = 0;
            for (Slot slot : slots) {
                bytes += slot.blocks() * BLOCK_BYTES;
                if (bytes > database.size()) {
                    throw new MalformedImageException("RPM database slots", 0, "their blobs overlap");
                }
                RpmHeader.decode(blob(reader, slot)).installed().ifPresent(packages::add);
            }
        }
        return packages;
    }

    private static List<Slot> slots(ImageReader reader) throws IOException {
        ByteBuffer head = reader.read("RPM database header", 0, 2 * Slot.SIZE);
        if (head.getInt() != MAGIC || head.getInt() != 0) {
            throw new MalformedImageException("RPM database header", 0, "expected 'RpmP' and version 0");
        }
        head.getInt(); // The generation.
        int pages = head.getInt();
        if (pages < 1 || pages > PAGES_MAX) {
            throw new MalformedImageException("RPM database header", 12, "%d pages of slots".formatted(pages));
        }
        List<Slot> used = new ArrayList<>();
        ByteBuffer in = reader.read("RPM database slots", 0, pages * PAGE_BYTES);
        // The header takes the place of the first two.
        for (int at = 2 * Slot.SIZE; at < in.limit(); at += Slot.SIZE) {
            Slot slot = Slot.decode(in.position(at), at);
            if (slot.firstBlock() != 0) {
                used.add(slot);
            }
        }
        return used;
    }

    private static byte[] blob(ImageReader reader, Slot slot) throws IOException {
        long offset = slot.firstBlock() * BLOCK_BYTES;
        BlobHead head = BlobHead.decode(reader.read("RPM database blob", offset, BlobHead.SIZE), offset);
        if (head.packageNumber() != slot.packageNumber()
                || head.bytes() > BLOB_BYTES_MAX
                || head.bytes() > slot.blocks() * BLOCK_BYTES) {
            throw new MalformedImageException("RPM database blob", offset, "it does not belong to its slot");
        }
        byte[] blob = new byte[(int) head.bytes()];
        reader.read("RPM database blob", offset + BlobHead.SIZE, blob.length).get(blob);
        return blob;
    }

    private static int magic(String text) {
        return text.charAt(0) | text.charAt(1) << 8 | text.charAt(2) << 16 | text.charAt(3) << 24;
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }
}
