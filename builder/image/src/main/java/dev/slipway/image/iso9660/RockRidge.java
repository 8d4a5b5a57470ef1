package dev.slipway.image.iso9660;

import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The system use entries that carry POSIX semantics (RRIP 1.12, chapter 4) and those that announce them (SUSP 1.12,
/// chapter 5).
final class RockRidge {

    /// File types in the mode (RRIP 1.12, 4.1.1).
    static final int TYPE_MASK = 0170000;

    static final int TYPE_REGULAR = 0100000;
    static final int TYPE_DIRECTORY = 0040000;
    static final int TYPE_SYMLINK = 0120000;
    static final int TYPE_CHARACTER_DEVICE = 0020000;
    static final int TYPE_BLOCK_DEVICE = 0060000;
    static final int TYPE_FIFO = 0010000;
    static final int TYPE_SOCKET = 0140000;

    static final int NAME_CONTINUES = 1;

    /// `TF`: bits of the times given, in the order in which they are recorded.
    static final int TIME_CREATION = 1;

    static final int TIME_MODIFY = 2;
    static final int TIME_ACCESS = 4;
    static final int TIME_ATTRIBUTES = 8;
    static final int TIME_LONG_FORM = 0x80;

    private static final byte[] IDENTIFIER = ascii("IEEE_1282");
    private static final byte[] DESCRIPTION = ascii("POSIX FILE SYSTEM SEMANTICS");
    private static final byte[] SOURCE = ascii("IEEE P1282 (ROCK RIDGE INTERCHANGE PROTOCOL 1.12)");

    private RockRidge() {}

    /// `SP` (SUSP 5.3): the first entry of the first record of the root directory.
    static SystemUseEntry sharingProtocol() {
        return new SystemUseEntry("SP", 1, new byte[] {(byte) 0xBE, (byte) 0xEF, 0});
    }

    /// `ER` (SUSP 5.5): which extension is in use.
    static SystemUseEntry extensionReference() {
        byte[] bytes = new byte[4 + IDENTIFIER.length + DESCRIPTION.length + SOURCE.length];
        ByteBuffer data = BothOrders.wrap(bytes);
        data.put((byte) IDENTIFIER.length).put((byte) DESCRIPTION.length).put((byte) SOURCE.length);
        data.put((byte) 1).put(IDENTIFIER).put(DESCRIPTION).put(SOURCE);
        return new SystemUseEntry("ER", 1, bytes);
    }

    /// `PX` (4.1.1): mode, links, owner, group, serial number.
    static SystemUseEntry attributes(Inode inode) {
        byte[] bytes = new byte[40];
        ByteBuffer data = BothOrders.wrap(bytes);
        Metadata metadata = inode.metadata();
        BothOrders.put32(data, type(inode.node()) | metadata.permissions());
        BothOrders.put32(data, inode.links());
        BothOrders.put32(data, metadata.uid());
        BothOrders.put32(data, metadata.gid());
        BothOrders.put32(data, inode.serial());
        return new SystemUseEntry("PX", 1, bytes);
    }

    /// `TF` (4.1.6): modification, access and change, all the same. Systems in the field know the short form only, so
    /// the long one is for times that the short one cannot tell.
    static SystemUseEntry times(Instant modified) {
        int flags = TIME_MODIFY | TIME_ACCESS | TIME_ATTRIBUTES;
        boolean isShort = RecordDate.holds(modified);
        byte[] bytes = new byte[1 + 3 * (isShort ? RecordDate.BYTES : VolumeDate.BYTES)];
        ByteBuffer data = BothOrders.wrap(bytes);
        data.put((byte) (isShort ? flags : flags | TIME_LONG_FORM));
        for (int i = 0; i < 3; i++) {
            if (isShort) {
                RecordDate.encode(modified, data);
            } else {
                VolumeDate.of(modified).encode(data);
            }
        }
        return new SystemUseEntry("TF", 1, bytes);
    }

    /// `NM` (4.1.4): the name, in several parts where one is too short.
    static List<SystemUseEntry> name(FileName name) {
        List<SystemUseEntry> parts = new ArrayList<>(1);
        byte[] text = name.bytes();
        int partMax = SystemUseEntry.DATA_BYTES_MAX - 1;
        for (int from = 0; from < text.length; from += partMax) {
            int length = Math.min(partMax, text.length - from);
            boolean continues = from + length < text.length;
            byte[] bytes = new byte[1 + length];
            ByteBuffer data = BothOrders.wrap(bytes);
            data.put((byte) (continues ? NAME_CONTINUES : 0)).put(text, from, length);
            parts.add(new SystemUseEntry("NM", 1, bytes));
        }
        return parts;
    }

    /// `PN` (4.1.2). Linux takes the numbers from the low word in the old 8-bit form where the high word is 0, and else
    /// one from each word.
    static SystemUseEntry device(Node.Special device) {
        byte[] bytes = new byte[16];
        ByteBuffer data = BothOrders.wrap(bytes);
        boolean isOldForm = device.major() <= 0xFF && device.minor() <= 0xFF;
        BothOrders.put32(data, isOldForm ? 0 : device.major());
        BothOrders.put32(data, isOldForm ? device.major() << 8 | device.minor() : device.minor());
        return new SystemUseEntry("PN", 1, bytes);
    }

    private static int type(Node node) {
        return switch (node) {
            case Directory ignored -> TYPE_DIRECTORY;
            case Node.RegularFile ignored -> TYPE_REGULAR;
            case Node.Symlink ignored -> TYPE_SYMLINK;
            case Node.Special special ->
                switch (special.kind()) {
                    case CHARACTER_DEVICE -> TYPE_CHARACTER_DEVICE;
                    case BLOCK_DEVICE -> TYPE_BLOCK_DEVICE;
                    case FIFO -> TYPE_FIFO;
                    case SOCKET -> TYPE_SOCKET;
                };
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
