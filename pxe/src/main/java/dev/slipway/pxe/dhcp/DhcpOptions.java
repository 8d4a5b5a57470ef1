package dev.slipway.pxe.dhcp;

import dev.slipway.pxe.host.Ipv4;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Options in the order of the message, each of them once: what was split (RFC 3396) is put together. Immutable.
public final class DhcpOptions {

    private static final DhcpOptions EMPTY = new Builder().build();
    /// Code, offset, length.
    private static final int ENTRY = 3;

    private final byte[] data;
    private final int[] index;
    private final int count;

    private DhcpOptions(byte[] data, int[] index, int count) {
        this.data = data;
        this.index = index;
        this.count = count;
    }

    /// No options.
    public static DhcpOptions empty() {
        return EMPTY;
    }

    /// Begins a list.
    public static Builder builder() {
        return new Builder();
    }

    /// How many there are.
    public int count() {
        return count;
    }

    /// The number of the option at that place.
    public int codeAt(int place) {
        return index[place * ENTRY];
    }

    /// The length of the option at that place.
    public int lengthAt(int place) {
        return index[place * ENTRY + 2];
    }

    /// The place of an option; -1 where it is missing.
    public int place(int code) {
        for (int i = 0; i < count; i++) {
            if (index[i * ENTRY] == code) {
                return i;
            }
        }
        return -1;
    }

    /// Whether the option is there.
    public boolean has(int code) {
        return place(code) >= 0;
    }

    /// The length of an option; -1 where it is missing.
    public int length(int code) {
        int place = place(code);
        return place < 0 ? -1 : lengthAt(place);
    }

    /// A byte of the option at that place, unsigned.
    public int byteAt(int place, int offset) {
        return data[index[place * ENTRY + 1] + offset] & 0xff;
    }

    /// Two bytes of the option at that place, unsigned.
    public int shortAt(int place, int offset) {
        return byteAt(place, offset) << 8 | byteAt(place, offset + 1);
    }

    /// The only byte of an option, unsigned; -1 where the option is missing or has another length.
    public int unsignedByte(int code) {
        int place = place(code);
        return place >= 0 && lengthAt(place) == 1 ? byteAt(place, 0) : -1;
    }

    /// An option of two bytes, unsigned; -1 where it is missing or has another length.
    public int unsignedShort(int code) {
        int place = place(code);
        return place >= 0 && lengthAt(place) == 2 ? shortAt(place, 0) : -1;
    }

    /// An option of four bytes, such as an address.
    public OptionalInt integer(int code) {
        int place = place(code);
        return place >= 0 && lengthAt(place) == Integer.BYTES
                ? OptionalInt.of(shortAt(place, 0) << 16 | shortAt(place, 2))
                : OptionalInt.empty();
    }

    /// An address; [Ipv4#NONE] where the option is missing or has another length.
    public int address(int code) {
        return integer(code).orElse(Ipv4.NONE);
    }

    /// The bytes of an option.
    public Optional<byte[]> bytes(int code) {
        int place = place(code);
        return place < 0 ? Optional.empty() : Optional.of(bytesAt(place));
    }

    /// The bytes of the option at that place.
    public byte[] bytesAt(int place) {
        int offset = index[place * ENTRY + 1];
        return Arrays.copyOfRange(data, offset, offset + lengthAt(place));
    }

    /// The text of an option, without the zero bytes that some firmwares put behind it.
    public Optional<String> text(int code) {
        int place = place(code);
        if (place < 0) {
            return Optional.empty();
        }
        int offset = index[place * ENTRY + 1];
        int length = lengthAt(place);
        while (length > 0 && data[offset + length - 1] == 0) {
            length--;
        }
        return Optional.of(new String(data, offset, length, StandardCharsets.ISO_8859_1));
    }

    /// Whether the text of an option begins so.
    public boolean startsWith(int code, String prefix) {
        int place = place(code);
        if (place < 0 || lengthAt(place) < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (byteAt(place, i) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    void put(int place, int from, int length, ByteBuffer out) {
        out.put(data, index[place * ENTRY + 1] + from, length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DhcpOptions that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /// Number and bytes of each, in hexadecimal.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ", ").append(codeAt(i)).append('=');
            text.append(HexFormat.of().formatHex(bytesAt(i)));
        }
        return text.append(']').toString();
    }

    /// Collects options. Not safe for use by several threads.
    public static final class Builder {

        private static final int BYTES_FIRST = 256;
        private static final int ENTRIES_FIRST = 20;

        private byte[] data = new byte[BYTES_FIRST];
        private int used;
        private int[] index = new int[ENTRIES_FIRST * ENTRY];
        private int count;

        private Builder() {}

        /// Adds bytes. Where the option is there already they become its continuation (RFC 3396).
        public Builder add(int code, byte... bytes) {
            return add(code, ByteBuffer.wrap(bytes), 0, bytes.length);
        }

        /// Adds a text.
        public Builder addText(int code, String text) {
            return add(code, text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /// Adds a number of one byte.
        public Builder addByte(int code, int value) {
            return add(code, (byte) value);
        }

        /// Adds a number of two bytes.
        public Builder addShort(int code, int value) {
            return add(code, (byte) (value >>> 8), (byte) value);
        }

        /// Adds a number of four bytes, or an address.
        public Builder addInteger(int code, int value) {
            return add(code, (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value);
        }

        /// Adds an option of another message, where that has it.
        public Builder addFrom(DhcpOptions other, int code) {
            int place = other.place(code);
            if (place >= 0) {
                add(code, ByteBuffer.wrap(other.data), other.index[place * ENTRY + 1], other.lengthAt(place));
            }
            return this;
        }

        /// Adds what is not here already.
        public Builder addMissing(DhcpOptions others) {
            for (int i = 0; i < others.count; i++) {
                if (!has(others.codeAt(i))) {
                    addFrom(others, others.codeAt(i));
                }
            }
            return this;
        }

        /// Whether an option is here already.
        public boolean has(int code) {
            return place(code) >= 0;
        }

        Builder add(int code, ByteBuffer from, int offset, int length) {
            if (code <= DhcpOption.PAD || code >= DhcpOption.END) {
                throw new IllegalArgumentException("no option has the number " + code);
            }
            int place = place(code);
            if (place < 0) {
                place = begin(code);
            } else {
                moveToEnd(place);
            }
            reserve(length);
            from.get(offset, data, used, length);
            used += length;
            index[place * ENTRY + 2] += length;
            return this;
        }

        private int place(int code) {
            for (int i = 0; i < count; i++) {
                if (index[i * ENTRY] == code) {
                    return i;
                }
            }
            return -1;
        }

        private int begin(int code) {
            if ((count + 1) * ENTRY > index.length) {
                index = Arrays.copyOf(index, index.length * 2);
            }
            index[count * ENTRY] = code;
            index[count * ENTRY + 1] = used;
            index[count * ENTRY + 2] = 0;
            return count++;
        }

        private void moveToEnd(int place) {
            int offset = index[place * ENTRY + 1];
            int length = index[place * ENTRY + 2];
            if (offset + length == used) {
                return;
            }
            reserve(length);
            System.arraycopy(data, offset, data, used, length);
            index[place * ENTRY + 1] = used;
            used += length;
        }

        private void reserve(int more) {
            if (used + more > data.length) {
                data = Arrays.copyOf(data, Math.max(used + more, data.length * 2));
            }
        }

        /// The options. This builder is of no use afterwards.
        public DhcpOptions build() {
            return new DhcpOptions(data, index, count);
        }
    }
}
