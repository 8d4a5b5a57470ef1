package dev.slipway.image.partition;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/// The master boot record (UEFI 2.10, table 5.1): the first sector of a disk.
///
/// @param bootCode up to 440 bytes of code that a BIOS runs; filled with zeros
/// @param diskSignature the disk's number, 32 bits
/// @param partitions the four partition records; [MbrPartition#NONE] where fewer are used
public record Mbr(
        @SuppressWarnings("ArrayRecordComponent") byte[] bootCode, long diskSignature, List<MbrPartition> partitions) {

    /// The length on disk, in bytes.
    public static final int SIZE = 512;

    /// The room for boot code, in bytes.
    public static final int BOOT_CODE_BYTES_MAX = 440;

    /// How many partition records there are.
    public static final int PARTITION_COUNT = 4;

    private static final long UINT32_MAX = 0xFFFF_FFFFL;
    private static final int SIGNATURE = 0xAA55;
    private static final int SIGNATURE_OFFSET = 510;
    private static final int PARTITIONS_OFFSET = 446;

    public Mbr {
        if (bootCode.length > BOOT_CODE_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "boot code of %d bytes, more than %d".formatted(bootCode.length, BOOT_CODE_BYTES_MAX));
        }
        if (diskSignature < 0 || diskSignature > UINT32_MAX) {
            throw new IllegalArgumentException("disk signature %x is beyond 32 bits".formatted(diskSignature));
        }
        if (partitions.size() > PARTITION_COUNT) {
            throw new IllegalArgumentException(
                    "%d partitions, more than the MBR's %d".formatted(partitions.size(), PARTITION_COUNT));
        }
        bootCode = Arrays.copyOf(bootCode, BOOT_CODE_BYTES_MAX);
        List<MbrPartition> four = new ArrayList<>(partitions);
        four.addAll(Collections.nCopies(PARTITION_COUNT - four.size(), MbrPartition.NONE));
        partitions = List.copyOf(four);
    }

    /// The MBR of a disk with a GPT (UEFI 2.10, section 5.2.3): one record that covers all of it, as far as 32 bits
    /// reach, so that programs that know no GPT take nothing for free.
    ///
    /// @param diskSectors the size of the disk
    public static Mbr protective(byte[] bootCode, long diskSignature, long diskSectors) {
        long sectors = Math.min(diskSectors - 1, UINT32_MAX);
        return new Mbr(
                bootCode, diskSignature, List.of(new MbrPartition(false, PartitionType.MBR_PROTECTIVE, 1, sectors)));
    }

    /// The MBR of a disk with a GPT of which some partitions are named here once more, for a BIOS that wants an active
    /// one and for firmware that looks for an EFI system partition in the MBR. Before them comes a
    /// protective record from LBA 1 up to the first of them, as GPT tools want it.
    ///
    /// @param named one to three partitions, in the order of their records
    public static Mbr hybrid(byte[] bootCode, long diskSignature, List<MbrPartition> named) {
        if (named.isEmpty() || named.size() >= PARTITION_COUNT) {
            throw new IllegalArgumentException(
                    "%d partitions in a hybrid MBR, not one to three".formatted(named.size()));
        }
        long first = named.stream().mapToLong(MbrPartition::firstLba).min().orElseThrow();
        if (first < 2) {
            throw new IllegalArgumentException("partition from LBA %d leaves no room for a GPT".formatted(first));
        }
        List<MbrPartition> all = new ArrayList<>();
        all.add(new MbrPartition(false, PartitionType.MBR_PROTECTIVE, 1, first - 1));
        all.addAll(named);
        return new Mbr(bootCode, diskSignature, all);
    }

    /// Whether a disk begins with a boot sector: its last two bytes are 0x55 and 0xAA. A FAT file system without
    /// partitions begins with one too.
    public static boolean isPresent(ImageReader disk) throws IOException {
        return disk.size() >= SIZE
                && Short.toUnsignedInt(disk.read("MBR", 0, SIZE).getShort(SIGNATURE_OFFSET)) == SIGNATURE;
    }

    /// Reads the MBR of a disk.
    public static Mbr read(ImageReader disk) throws IOException {
        return decode(disk.read("MBR", 0, SIZE));
    }

    /// Decodes the 512 bytes of a sector.
    public static Mbr decode(ByteBuffer sector) throws MalformedImageException {
        ByteBuffer in = sector.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < SIZE) {
            throw new MalformedImageException("MBR", 0, "expected 512 bytes, found %d".formatted(in.remaining()));
        }
        int signature = Short.toUnsignedInt(in.getShort(SIGNATURE_OFFSET));
        if (signature != SIGNATURE) {
            throw new MalformedImageException(
                    "MBR", SIGNATURE_OFFSET, "expected signature 0xaa55, found 0x%04x".formatted(signature));
        }
        byte[] bootCode = new byte[BOOT_CODE_BYTES_MAX];
        in.get(bootCode);
        long diskSignature = Integer.toUnsignedLong(in.getInt());
        List<MbrPartition> partitions = new ArrayList<>();
        for (int i = 0; i < PARTITION_COUNT; i++) {
            int offset = PARTITIONS_OFFSET + i * MbrPartition.SIZE;
            partitions.add(MbrPartition.decode(in.position(offset), offset));
        }
        return new Mbr(bootCode, diskSignature, partitions);
    }

    /// The sector, to be laid over the beginning of a disk.
    public Image encode() {
        ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        out.put(bootCode).putInt((int) diskSignature).position(PARTITIONS_OFFSET);
        partitions.forEach(partition -> partition.encode(out));
        out.putShort((short) SIGNATURE);
        return Image.ofBytes(out.array());
    }

    /// Whether a record says that the disk has a GPT.
    public boolean isProtective() {
        return partitions.stream().anyMatch(partition -> partition.type() == PartitionType.MBR_PROTECTIVE);
    }

    /// The boot code, a copy of 440 bytes.
    @Override
    public byte[] bootCode() {
        return bootCode.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mbr that
                && Arrays.equals(bootCode, that.bootCode)
                && diskSignature == that.diskSignature
                && partitions.equals(that.partitions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(bootCode), diskSignature, partitions);
    }

    @Override
    public String toString() {
        return "Mbr[diskSignature=%08x, partitions=%s]".formatted(diskSignature, partitions);
    }
}
