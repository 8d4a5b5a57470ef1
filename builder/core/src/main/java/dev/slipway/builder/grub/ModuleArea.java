package dev.slipway.builder.grub;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// What lies behind GRUB's kernel in memory (GRUB, "Module information" and "Module header"): a head with magic, the
/// offset of the first object and the size of all, then the objects, each with its type and its size before it and
/// padded to four bytes.
final class ModuleArea {

    private static final int MAGIC = 0x676D_696D;
    private static final int HEAD_SIZE = 12;
    private static final int OBJECT_HEAD_SIZE = 8;
    private static final int ALIGNMENT = 4;

    /// What an object is.
    enum Type {
        MODULE(0),
        CONFIG(2),
        PREFIX(3);

        private final int number;

        Type(int number) {
            this.number = number;
        }
    }

    private final ByteArrayOutputStream objects = new ByteArrayOutputStream();

    void add(Type type, byte[] content) {
        int padded = Math.ceilDiv(content.length, ALIGNMENT) * ALIGNMENT;
        objects.writeBytes(littleEndian(OBJECT_HEAD_SIZE)
                .putInt(type.number)
                .putInt(OBJECT_HEAD_SIZE + padded)
                .array());
        objects.writeBytes(content);
        objects.writeBytes(new byte[padded - content.length]);
    }

    /// A text, which ends with NUL there.
    void addText(Type type, byte[] text) {
        add(type, Arrays.copyOf(text, text.length + 1));
    }

    byte[] encode() {
        return littleEndian(HEAD_SIZE + objects.size())
                .putInt(MAGIC)
                .putInt(HEAD_SIZE)
                .putInt(HEAD_SIZE + objects.size())
                .put(objects.toByteArray())
                .array();
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
