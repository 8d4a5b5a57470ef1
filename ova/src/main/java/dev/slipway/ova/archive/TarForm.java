package dev.slipway.ova.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.tar.TarEntries;
import dev.slipway.image.tar.TarMember;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// How an archive is written, apart from what is in it: importers read plain ustar and little more.
///
/// @param entries in their order
/// @param hasEnd whether two blocks of zeros end it
public record TarForm(List<Entry> entries, boolean hasEnd) {

    private static final int BLOCK_BYTES = 512;
    private static final int MAGIC_AT = 257;
    private static final int SIZE_AT = 124;
    private static final int END_BYTES = 2 * BLOCK_BYTES;

    public TarForm {
        entries = List.copyOf(entries);
    }

    /// How one file is written.
    ///
    /// @param isExtended whether headers with further facts come before its own: a long name, or pax records
    /// @param isTar whether the header's magic is `ustar`
    /// @param isGnu whether the header is of GNU's
    /// @param hasBinarySize whether its size is no octal number
    public record Entry(String name, boolean isExtended, boolean isTar, boolean isGnu, boolean hasBinarySize) {}

    /// That of an archive.
    public static TarForm of(Image archive) throws IOException {
        List<Entry> entries = new ArrayList<>();
        // One past the last byte of the entry before, which the visitor moves.
        long[] end = {0};
        try (ImageReader reader = ImageReader.of(archive)) {
            TarEntries.visit(archive, member -> {
                byte[] header =
                        reader.read("tar header", member.offset(), BLOCK_BYTES).array();
                String magic = new String(header, MAGIC_AT, 6, ISO_8859_1);
                entries.add(new Entry(
                        member.name().toString(),
                        member.offset() > end[0],
                        magic.startsWith("ustar"),
                        magic.equals("ustar "),
                        (header[SIZE_AT] & 0x80) != 0));
                end[0] = member.offset() + BLOCK_BYTES + blocks(size(member));
            });
            return new TarForm(entries, isZero(reader, end[0]));
        }
    }

    private static long size(TarMember member) {
        return member.content() instanceof TarMember.NewNode(Node node) && node instanceof Node.RegularFile file
                ? file.content().size()
                : 0;
    }

    private static long blocks(long bytes) {
        return Math.ceilDiv(bytes, BLOCK_BYTES) * BLOCK_BYTES;
    }

    private static boolean isZero(ImageReader reader, long at) throws IOException {
        if (at > reader.size() - END_BYTES) {
            return false;
        }
        for (byte b : reader.read("end of tar", at, END_BYTES).array()) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
