package dev.slipway.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A guest of one sector, for tests of machines: a legacy BIOS starts it, it does in order what it was told to, and all
/// is over within a second or two. Written in bytes, so that no assembler is needed.
///
/// ```java
/// Path disk = BootSector.begin().say("hello").switchOff().writeTo(directory.resolve("disk.img"));
/// ```
public final class BootSector {

    private static final int SECTOR_BYTES = 512;

    /// A BIOS does not start disks of a few sectors.
    private static final int DISK_BYTES = 1 << 20;

    private static final int PLACE = 0x7c00;
    private static final int BUFFER_SEGMENT = 0x1000;

    /// What is read or written at once lies below this, as the buffer is one segment.
    private static final int DATA_BYTES_MAX = 125 * SECTOR_BYTES;

    private final ByteArrayOutputStream code = new ByteArrayOutputStream();
    private byte[] data = {};

    private BootSector() {}

    /// With segments as everything below wants them.
    public static BootSector begin() {
        // cld; sti
        return new BootSector().emit(0xfc, 0xfb).dataInFirstSegment();
    }

    /// Writes this to the first serial port.
    public BootSector say(String text) {
        byte[] characters = text.getBytes(StandardCharsets.US_ASCII);
        // call over the text, which leaves its address on the stack; pop si; mov cx, length
        emit(0xe8).emitWord(characters.length);
        code.writeBytes(characters);
        emit(0x5e, 0xb9).emitWord(characters.length);
        // next: mov dx, 0x3fd; wait: in al, dx; test al, 0x20; jz wait; mov dx, 0x3f8; lodsb; out dx, al; loop next
        return emit(0xba, 0xfd, 0x03, 0xec, 0xa8, 0x20, 0x74, 0xfb, 0xba, 0xf8, 0x03, 0xac, 0xee, 0xe2, 0xf1);
    }

    /// Shows 80 × 25 cells of text, each a character of code page 437 and its colours.
    public BootSector showCells(byte[] cells) {
        return show(cells, 0x03, 0xb800);
    }

    /// Shows 320 × 200 pixels of the VGA's 256 colours.
    public BootSector showPixels(byte[] pixels) {
        return show(pixels, 0x13, 0xa000);
    }

    private BootSector show(byte[] picture, int mode, int segment) {
        if (picture.length > DATA_BYTES_MAX || data.length != 0) {
            throw new IllegalArgumentException("one picture of at most %d bytes".formatted(DATA_BYTES_MAX));
        }
        data = picture.clone();
        int sectors = (data.length + SECTOR_BYTES - 1) / SECTOR_BYTES;
        // Read what lies behind the boot sector. mov dl, 0x80: the first disk
        emit(0xb2, 0x80);
        packet(0x42, sectors, 0, BUFFER_SEGMENT, 1);
        // mov ax, mode; int 0x10; mov ax, BUFFER_SEGMENT; mov ds, ax; mov ax, segment; mov es, ax
        emit(0xb8, mode, 0x00, 0xcd, 0x10, 0xb8).emitWord(BUFFER_SEGMENT).emit(0x8e, 0xd8);
        emit(0xb8).emitWord(segment).emit(0x8e, 0xc0);
        // xor si, si; xor di, di; mov cx, words; rep movsw
        emit(0x31, 0xf6, 0x31, 0xff, 0xb9).emitWord(data.length / 2).emit(0xf3, 0xa5);
        return dataInFirstSegment();
    }

    /// Copies itself to the start of the second disk.
    public BootSector copyToSecondDisk() {
        // mov dl, 0x81
        emit(0xb2, 0x81);
        return packet(0x43, 1, PLACE, 0, 0);
    }

    /// Extended reads (0x42) and writes (0x43) of the BIOS: a packet on the way, which is jumped over.
    private BootSector packet(int function, int sectors, int offset, int segment, long lba) {
        byte[] packet = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 16)
                .putShort((short) sectors)
                .putShort((short) offset)
                .putShort((short) segment)
                .putLong(lba)
                .array();
        emit(0xe8).emitWord(packet.length);
        code.writeBytes(packet);
        // pop si; mov ax, function with al = 0; int 0x13
        return emit(0x5e, 0xb8, 0x00, function, 0xcd, 0x13);
    }

    /// Waits for ever. Everything before has been done.
    public BootSector halt() {
        // hlt; jmp to it
        return emit(0xf4, 0xeb, 0xfd);
    }

    /// Switches the machine off, as ACPI does on QEMU's `q35`.
    public BootSector switchOff() {
        // mov dx, 0x604; mov ax, 0x2000; out dx, ax
        return emit(0xba, 0x04, 0x06, 0xb8, 0x00, 0x20, 0xef).halt();
    }

    /// Restarts the machine by way of the keyboard's controller.
    public BootSector restart() {
        // mov al, 0xfe; out 0x64, al
        return emit(0xb0, 0xfe, 0xe6, 0x64).halt();
    }

    private BootSector dataInFirstSegment() {
        // xor ax, ax; mov ds, ax
        return emit(0x31, 0xc0, 0x8e, 0xd8);
    }

    private BootSector emit(int... bytes) {
        for (int one : bytes) {
            code.write(one);
        }
        return this;
    }

    private BootSector emitWord(int word) {
        return emit(word & 0xff, word >> 8);
    }

    /// The disk that starts it.
    public byte[] disk() {
        if (code.size() > SECTOR_BYTES - 2) {
            throw new IllegalArgumentException("%d bytes of code do not fit a sector".formatted(code.size()));
        }
        return ByteBuffer.allocate(DISK_BYTES)
                .put(code.toByteArray())
                .put(SECTOR_BYTES - 2, new byte[] {0x55, (byte) 0xaa})
                .put(SECTOR_BYTES, data)
                .array();
    }

    /// Writes that disk to a file.
    public Path writeTo(Path file) throws IOException {
        return Files.write(file, disk());
    }
}
