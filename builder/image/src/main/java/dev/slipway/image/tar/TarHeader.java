package dev.slipway.image.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.slipway.image.MalformedImageException;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarUtils;

/// The header block of an entry (POSIX.1-2024, pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar
/// Format"). Names are bytes of no known encoding, carried one to a character.
///
/// @param mode the permissions; some writers add the type's bits
/// @param modified seconds since 1970
/// @param type one of the constants below
/// @param dialect which of the layouts the header has
record TarHeader(
        String name,
        long mode,
        long uid,
        long gid,
        long size,
        long modified,
        char type,
        String linkName,
        Dialect dialect,
        long major,
        long minor,
        String prefix) {

    static final int BLOCK_BYTES = 512;

    static final char OLD_FILE = '\0';
    static final char FILE = '0';
    static final char HARD_LINK = '1';
    static final char SYMLINK = '2';
    static final char CHARACTER_DEVICE = '3';
    static final char BLOCK_DEVICE = '4';
    static final char DIRECTORY = '5';
    static final char FIFO = '6';
    static final char CONTIGUOUS_FILE = '7';
    static final char PAX = 'x';
    static final char PAX_SOLARIS = 'X';
    static final char PAX_GLOBAL = 'g';
    static final char GNU_LONG_NAME = 'L';
    static final char GNU_LONG_LINK = 'K';
    static final char GNU_SPARSE = 'S';
    static final char GNU_DIRECTORY = 'D';
    static final char GNU_VOLUME = 'V';

    private static final int NAME = 0;
    private static final int MODE = 100;
    private static final int UID = 108;
    private static final int GID = 116;
    private static final int SIZE = 124;
    private static final int MODIFIED = 136;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int LINK_NAME = 157;
    private static final int MAGIC = 257;
    private static final int MAJOR = 329;
    private static final int MINOR = 337;
    private static final int PREFIX = 345;
    private static final int STAR_MAGIC = 508;

    static final int NAME_LENGTH = 100;
    static final int PREFIX_LENGTH = 155;
    private static final int MAGIC_LENGTH = 8;
    private static final int STAR_PREFIX_LENGTH = 131;
    private static final int ID_LENGTH = 8;
    private static final int SIZE_LENGTH = 12;

    /// The largest number of eleven octal digits: one byte less than 8 GiB.
    static final long OCTAL_11_MAX = 077777777777L;

    /// How the bytes behind the link name are laid out, told by the magic.
    enum Dialect {
        V7(""),
        GNU("ustar  \0"),
        USTAR("ustar\00000");

        private final String magic;

        Dialect(String magic) {
            this.magic = magic;
        }

        static Dialect of(byte[] block) {
            if (!text(block, MAGIC, 5).equals("ustar")) {
                return V7;
            }
            return block[MAGIC + 5] == ' ' ? GNU : USTAR;
        }
    }

    /// Any text may stand where the checksum should be: what is no number fits nothing.
    private static boolean checksumFits(byte[] block) {
        try {
            return TarUtils.verifyCheckSum(block);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// @param block the 512 bytes of the header
    /// @param offset where they lie in the archive, for errors
    static TarHeader decode(byte[] block, long offset) throws MalformedImageException {
        if (!checksumFits(block)) {
            throw new MalformedImageException("tar header", offset, "its checksum does not fit its bytes");
        }
        Dialect dialect = Dialect.of(block);
        try {
            return new TarHeader(
                    text(block, NAME, NAME_LENGTH),
                    TarUtils.parseOctalOrBinary(block, MODE, ID_LENGTH),
                    TarUtils.parseOctalOrBinary(block, UID, ID_LENGTH),
                    TarUtils.parseOctalOrBinary(block, GID, ID_LENGTH),
                    TarUtils.parseOctalOrBinary(block, SIZE, SIZE_LENGTH),
                    TarUtils.parseOctalOrBinary(block, MODIFIED, SIZE_LENGTH),
                    (char) (block[TYPE] & 0xFF),
                    text(block, LINK_NAME, NAME_LENGTH),
                    dialect,
                    dialect == Dialect.V7 ? 0 : TarUtils.parseOctalOrBinary(block, MAJOR, ID_LENGTH),
                    dialect == Dialect.V7 ? 0 : TarUtils.parseOctalOrBinary(block, MINOR, ID_LENGTH),
                    dialect == Dialect.USTAR ? text(block, PREFIX, prefixLength(block)) : "");
        } catch (IllegalArgumentException e) {
            throw new MalformedImageException("tar header", offset, "expected a number: " + e.getMessage());
        }
    }

    /// Schily's star keeps two more times behind a shorter prefix.
    private static int prefixLength(byte[] block) {
        boolean star = text(block, STAR_MAGIC, 4).equals("tar");
        return star ? STAR_PREFIX_LENGTH : PREFIX_LENGTH;
    }

    private static String text(byte[] block, int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return new String(block, offset, end - offset, ISO_8859_1);
    }

    /// The name with its prefix.
    String path() {
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /// The header's 512 bytes.
    ///
    /// @throws IllegalArgumentException where a number or a name does not fit: those belong in pax records; but a
    /// header of GNU's has a form of its own for large sizes
    byte[] encode() {
        byte[] block = new byte[BLOCK_BYTES];
        put(name, block, NAME, NAME_LENGTH);
        putNumber(mode, block, MODE, ID_LENGTH);
        putNumber(uid, block, UID, ID_LENGTH);
        putNumber(gid, block, GID, ID_LENGTH);
        putSize(block);
        putNumber(modified, block, MODIFIED, SIZE_LENGTH);
        block[TYPE] = (byte) type;
        put(linkName, block, LINK_NAME, NAME_LENGTH);
        put(dialect.magic, block, MAGIC, MAGIC_LENGTH);
        putNumber(major, block, MAJOR, ID_LENGTH);
        putNumber(minor, block, MINOR, ID_LENGTH);
        put(prefix, block, PREFIX, PREFIX_LENGTH);
        Arrays.fill(block, CHECKSUM, CHECKSUM + ID_LENGTH, (byte) ' ');
        TarUtils.formatCheckSumOctalBytes(TarUtils.computeCheckSum(block), block, CHECKSUM, ID_LENGTH);
        return block;
    }

    /// Digits up to the last byte, which is NUL; commons-compress would put a space there, unlike everybody else.
    private static void putNumber(long number, byte[] block, int offset, int length) {
        TarUtils.formatUnsignedOctalString(number, block, offset, length - 1);
    }

    /// From 8 GiB on GNU tar writes the size as a big-endian number behind a byte with the highest bit set
    /// ("base-256", GNU tar manual, "Extensions to the Archive Format").
    private void putSize(byte[] block) {
        if (dialect != Dialect.GNU || size <= OCTAL_11_MAX) {
            putNumber(size, block, SIZE, SIZE_LENGTH);
            return;
        }
        block[SIZE] = (byte) 0x80;
        for (int i = 0; i < Long.BYTES; i++) {
            block[SIZE + SIZE_LENGTH - 1 - i] = (byte) (size >>> (8 * i));
        }
    }

    private static void put(String text, byte[] block, int offset, int length) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        if (bytes.length > length) {
            throw new IllegalArgumentException("'%s' is longer than %d bytes".formatted(text, length));
        }
        System.arraycopy(bytes, 0, block, offset, bytes.length);
    }
}
