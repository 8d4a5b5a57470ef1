package dev.slipway.image.cpio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.slipway.image.MalformedImageException;

/// The header of an entry (Linux, "initramfs buffer format"; cpio(5), "New ASCII Format"): the magic and thirteen
/// numbers of eight hexadecimal digits each.
///
/// @param summed whether the magic promises a sum of the data's bytes in `check`
/// @param inode with `deviceMajor` and `deviceMinor` the same for all names of one file
/// @param mode permissions and type, as `stat` gives them
/// @param nameSize with the NUL at the name's end
record CpioHeader(
        boolean summed,
        long inode,
        long mode,
        long uid,
        long gid,
        long links,
        long modified,
        long size,
        long deviceMajor,
        long deviceMinor,
        long specialMajor,
        long specialMinor,
        long nameSize,
        long check) {

    static final int SIZE = 110;
    static final int ALIGNMENT = 4;
    static final String TRAILER = "TRAILER!!!";

    static final int TYPE_BITS = 0170000;
    static final int FIFO = 0010000;
    static final int CHARACTER_DEVICE = 0020000;
    static final int DIRECTORY = 0040000;
    static final int BLOCK_DEVICE = 0060000;
    static final int FILE = 0100000;
    static final int SYMLINK = 0120000;
    static final int SOCKET = 0140000;

    private static final int MAGIC_LENGTH = 6;
    private static final String MAGIC = "070701";
    private static final String MAGIC_SUMMED = "070702";
    private static final int NUMBERS = 13;
    private static final int DIGITS = 8;

    static CpioHeader decode(byte[] bytes, long offset) throws MalformedImageException {
        String text = new String(bytes, US_ASCII);
        String magic = text.substring(0, MAGIC_LENGTH);
        if (!magic.equals(MAGIC) && !magic.equals(MAGIC_SUMMED)) {
            throw new MalformedImageException(
                    "cpio header",
                    offset,
                    "expected '%s' or '%s', found '%s'"
                            .formatted(MAGIC, MAGIC_SUMMED, magic.replaceAll("[^ -~]", "?")));
        }
        long[] n = new long[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            n[i] = number(text, MAGIC_LENGTH + i * DIGITS, offset);
        }
        return new CpioHeader(
                magic.equals(MAGIC_SUMMED),
                n[0],
                n[1],
                n[2],
                n[3],
                n[4],
                n[5],
                n[6],
                n[7],
                n[8],
                n[9],
                n[10],
                n[11],
                n[12]);
    }

    private static long number(String text, int at, long offset) throws MalformedImageException {
        long number = 0;
        for (int i = at; i < at + DIGITS; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                throw new MalformedImageException("cpio header", offset + at, "expected eight hexadecimal digits");
            }
            number = number * 16 + digit;
        }
        return number;
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder(summed ? MAGIC_SUMMED : MAGIC);
        long[] numbers = {
            inode,
            mode,
            uid,
            gid,
            links,
            modified,
            size,
            deviceMajor,
            deviceMinor,
            specialMajor,
            specialMinor,
            nameSize,
            check
        };
        for (long number : numbers) {
            text.append("%08X".formatted(number));
        }
        return text.toString().getBytes(US_ASCII);
    }

    int type() {
        return (int) (mode & TYPE_BITS);
    }
}
