package dev.slipway.image.fat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Takes a directory's bytes apart and puts long names together. A long name that does not belong to the entry behind
/// it is passed over, as every system does: programs that know none leave such remains.
final class DirectoryScanner {

    private static final int NAME_BYTES_MAX = 255;

    private final List<Named> found = new ArrayList<>();
    private final StringBuilder longName = new StringBuilder();
    /// The number of the part that must come next; 0 where the name is complete, -1 where none has begun.
    private int expected = -1;

    private int checksum;

    private DirectoryScanner() {}

    /// An entry with its name.
    ///
    /// @param position where the entry lies in its directory, in bytes
    record Named(String name, DirectoryEntry entry, int position) {}

    /// All entries up to the end; labels, but neither `.` nor `..`.
    static List<Named> scan(ByteBuffer directory) {
        DirectoryScanner scanner = new DirectoryScanner();
        while (directory.remaining() >= DirectoryEntry.SIZE) {
            int first = Byte.toUnsignedInt(directory.get(directory.position()));
            if (first == DirectoryEntry.END) {
                break;
            }
            scanner.take(first, directory);
        }
        return scanner.found;
    }

    private void take(int first, ByteBuffer directory) {
        int position = directory.position();
        if (first == DirectoryEntry.DELETED) {
            directory.position(position + DirectoryEntry.SIZE);
            expected = -1;
        } else if (DirectoryEntry.attributes(directory) == DirectoryEntry.LONG_NAME) {
            takePart(LongNameEntry.decode(directory));
        } else {
            DirectoryEntry entry = DirectoryEntry.decode(directory);
            if (!entry.name().equals(ShortName.DOT) && !entry.name().equals(ShortName.DOT_DOT)) {
                found.add(new Named(nameOf(entry), entry, position));
            }
            expected = -1;
        }
    }

    private void takePart(LongNameEntry part) {
        if (part.last()) {
            longName.setLength(0);
            checksum = part.checksum();
            expected = part.ordinal();
        }
        boolean fits = part.ordinal() == expected
                && part.ordinal() >= 1
                && part.ordinal() <= LongNameEntry.ORDINAL_MAX
                && part.checksum() == checksum;
        if (!fits) {
            expected = -1;
            return;
        }
        longName.insert(0, part.text());
        expected--;
    }

    private String nameOf(DirectoryEntry entry) {
        if (entry.isLabel()) {
            return entry.name().label();
        }
        boolean whole = expected == 0
                && checksum == entry.name().checksum()
                && longName.length() > 0
                && longName.length() <= LongNames.UNITS_MAX
                && longName.toString().getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES_MAX;
        return whole ? longName.toString() : entry.name().text(entry.caseFlags());
    }
}
