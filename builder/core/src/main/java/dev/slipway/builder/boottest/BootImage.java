package dev.slipway.builder.boottest;

import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.tar.TarEntries;
import dev.slipway.image.tar.TarMember;
import dev.slipway.image.tree.Node;
import dev.slipway.machine.DiskFormat;
import dev.slipway.machine.Hardware;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The image under test, as a machine can take it.
///
/// @param file the image itself, or the disk that was in it
record BootImage(Path file, DiskFormat format, BootMedium medium) {

    /// Where ISO 9660 has its name (ECMA-119, 8.1.2): in the first of its descriptors, in block 16.
    private static final int ISO_NAME_OFFSET = 16 * 2048 + 1;

    private static final String ISO_NAME = "CD001";
    private static final String VMDK = ".vmdk";

    /// Finds out what an image is.
    ///
    /// @param wanted the medium that the user wants it to be
    /// @param scratch where a disk is unpacked to
    static BootImage of(Path image, Optional<BootMedium> wanted, Path scratch) throws IOException {
        if (!Files.exists(image)) {
            throw new NoSuchFileException(image.toString());
        }
        if (!Files.isRegularFile(image) || Files.size(image) == 0) {
            throw Problem.input("boot-test.image", "this is no image: it is empty, or no file at all")
                    .at(image.toString())
                    .exception();
        }
        Path file = image.toString().toLowerCase(Locale.ROOT).endsWith(".ova") ? diskOf(image, scratch) : image;
        DiskFormat format = DiskFormat.ofName(file);
        BootMedium medium = wanted.orElse(isIso(file) ? BootMedium.CD : BootMedium.DISK);
        if (medium == BootMedium.CD && format != DiskFormat.RAW) {
            throw Problem.usage("boot-test.medium", "a disk image does not go into a drive for CDs")
                    .at(image.toString())
                    .fix("leave out --media, or give disk or usb")
                    .exception();
        }
        return new BootImage(file, format, medium);
    }

    private static boolean isIso(Path file) throws IOException {
        ByteBuffer name = ByteBuffer.allocate(ISO_NAME.length());
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(ISO_NAME_OFFSET);
            while (name.hasRemaining() && channel.read(name) >= 0) {
                // Reads on.
            }
        }
        return new String(name.array(), StandardCharsets.US_ASCII).equals(ISO_NAME);
    }

    /// An OVA is a tar that holds its disks as they are.
    private static Path diskOf(Path ova, Path scratch) throws IOException {
        List<Image> disks = new ArrayList<>();
        TarEntries.visit(Image.ofFile(ova), member -> {
            if (disks.isEmpty()
                    && member.name().toString().toLowerCase(Locale.ROOT).endsWith(VMDK)
                    && member.content() instanceof TarMember.NewNode entry
                    && entry.node() instanceof Node.RegularFile regular) {
                disks.add(regular.content());
            }
        });
        if (disks.isEmpty()) {
            throw Problem.input("boot-test.ova", "there is no disk in this OVA")
                    .at(ova.toString())
                    .because("none of its files is a " + VMDK)
                    .exception();
        }
        Path unpacked = scratch.resolve("disk" + VMDK);
        disks.getFirst().writeTo(unpacked);
        return unpacked;
    }

    /// Puts it into a machine, first in boot order.
    void plugInto(Hardware hardware) {
        switch (medium) {
            case CD -> hardware.cdrom(file);
            case USB -> hardware.usbDisk(file, format);
            case DISK -> hardware.disk(file, format);
        }
    }
}
