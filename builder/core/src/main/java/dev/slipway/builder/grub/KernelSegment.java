package dev.slipway.builder.grub;

import dev.slipway.image.MalformedImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The program header of `kernel.img`, an ELF file for 32 bits (System V ABI, "Program Header"); it has one segment to
/// load, in which the sections lie as they are linked.
///
/// @param type 1 for what is loaded
/// @param offset in the file
/// @param address where it is linked to
/// @param fileSize how much of it is in the file
/// @param memorySize with the zeros behind that
record KernelSegment(long type, long offset, long address, long fileSize, long memorySize) {

    private static final int ELF_HEADER_SIZE = 52;
    private static final int ELF_MAGIC = 0x464C_457F;
    private static final int CLASS_32_LITTLE_ENDIAN = 0x0101;
    private static final int TABLE_OFFSET = 28;
    private static final int ENTRY_SIZE = 42;
    private static final int ENTRY_COUNT = 44;
    private static final int SIZE = 32;
    private static final int LOAD = 1;
    private static final long BYTES_MAX = 1 << 20;

    /// The first segment of an ELF file that is to be loaded.
    static KernelSegment of(byte[] elf) throws MalformedImageException {
        if (elf.length < ELF_HEADER_SIZE) {
            throw new MalformedImageException(
                    "kernel.img", 0, "expected an ELF file, found %d bytes".formatted(elf.length));
        }
        ByteBuffer in = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt(0) != ELF_MAGIC || in.getShort(4) != CLASS_32_LITTLE_ENDIAN) {
            throw new MalformedImageException("kernel.img", 0, "expected an ELF file for 32 bits, little-endian");
        }
        long table = Integer.toUnsignedLong(in.getInt(TABLE_OFFSET));
        int entry = Short.toUnsignedInt(in.getShort(ENTRY_SIZE));
        int count = Short.toUnsignedInt(in.getShort(ENTRY_COUNT));
        for (int i = 0; i < count; i++) {
            long at = table + (long) i * entry;
            if (at > elf.length - SIZE) {
                throw new MalformedImageException("kernel.img", at, "a program header beyond the end of the file");
            }
            KernelSegment segment = decode(in, (int) at);
            if (segment.type == LOAD) {
                return segment.checked(elf.length, at);
            }
        }
        throw new MalformedImageException("kernel.img", table, "no segment is to be loaded");
    }

    private static KernelSegment decode(ByteBuffer in, int at) {
        return new KernelSegment(
                Integer.toUnsignedLong(in.getInt(at)),
                Integer.toUnsignedLong(in.getInt(at + 4)),
                Integer.toUnsignedLong(in.getInt(at + 8)),
                Integer.toUnsignedLong(in.getInt(at + 16)),
                Integer.toUnsignedLong(in.getInt(at + 20)));
    }

    private KernelSegment checked(int length, long at) throws MalformedImageException {
        if (offset + fileSize > length || fileSize > memorySize || memorySize > BYTES_MAX) {
            throw new MalformedImageException("kernel.img", at, "a segment that does not fit: " + this);
        }
        return this;
    }

    /// The segment as it is packed: what is in the file. Once it runs, the kernel clears the rest by itself.
    byte[] load(byte[] elf) {
        return Arrays.copyOfRange(elf, (int) offset, (int) (offset + fileSize));
    }
}
