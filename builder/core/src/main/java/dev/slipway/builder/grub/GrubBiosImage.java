package dev.slipway.builder.grub;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/// The El Torito boot image of GRUB for a BIOS, as `grub-mkimage -O i386-pc-eltorito` makes it: `cdboot.img`, by
/// which a BIOS starts from a CD; `diskboot.img`, by which [GrubHybridMbr] starts from a disk; the decompressor, and
/// packed behind it the kernel with the modules.
///
/// On the ISO it needs the boot information table and GRUB's own boot information, that is where on the disk it lies.
public final class GrubBiosImage {

    /// What a menu on a CD or a USB stick needs: to find the medium, to show the menu, to start Linux.
    public static final List<String> MODULES = List.of(
            "biosdisk",
            "iso9660",
            "part_gpt",
            "part_msdos",
            "fat",
            "ext2",
            "linux",
            "normal",
            "configfile",
            "search",
            "search_label",
            "search_fs_file",
            "search_fs_uuid",
            "echo",
            "test",
            "true",
            "all_video",
            "gfxterm",
            "font",
            "gettext",
            "gzio",
            "loadenv",
            "serial",
            "terminal",
            "minicmd",
            "ls",
            "reboot",
            "halt",
            "chain",
            "loopback",
            "boot",
            "cat",
            "sleep");

    private static final int CDBOOT_BYTES = 2048;
    private static final int SECTOR_BYTES = 512;

    /// In `diskboot.img`, of the block list at its end: how many sectors follow.
    private static final int SECTOR_COUNT = SECTOR_BYTES - 4;

    private static final long KERNEL_ADDRESS = 0x9000;

    /// The packed image is loaded from [#KERNEL_ADDRESS] on, and must end before the BIOS's own memory.
    private static final long PACKED_END_MAX = 0x7_8000;

    private static final long KERNEL_END_MAX = 0x6_8000;

    private GrubBiosImage() {}

    /// Puts the image together.
    ///
    /// @param prefix the directory on the medium where GRUB finds `grub.cfg`, for instance `/boot/grub`
    /// @param modules by name; what they need comes with them
    /// @param config commands that run before `grub.cfg` is looked for
    /// @throws dev.slipway.builder.problem.ProblemException
    ///     where one of GRUB's files is missing, or all of
    ///     it is too large
    public static Image plan(GrubFiles files, String prefix, List<String> modules, Optional<String> config)
            throws IOException {
        byte[] core = Decompressor.around(
                files.read("lzma_decompress.img"), kernelWithModules(files, prefix, modules, config));
        if (KERNEL_ADDRESS + core.length > PACKED_END_MAX) {
            throw Problem.input("grub.too-large", "GRUB with %d modules is too large".formatted(modules.size()))
                    .because("packed it has %d bytes, and a BIOS can load %d"
                            .formatted(core.length, PACKED_END_MAX - KERNEL_ADDRESS))
                    .fix("leave out modules that the menu does not need")
                    .exception();
        }
        byte[] cdboot = files.read("cdboot.img");
        if (cdboot.length != CDBOOT_BYTES) {
            throw new MalformedImageException(
                    "cdboot.img", 0, "expected %d bytes, found %d".formatted(CDBOOT_BYTES, cdboot.length));
        }
        return Image.concat(Image.ofBytes(cdboot), Image.ofBytes(diskboot(files, core.length)), Image.ofBytes(core));
    }

    private static byte[] kernelWithModules(
            GrubFiles files, String prefix, List<String> modules, Optional<String> config) throws IOException {
        byte[] elf = files.read("kernel.img");
        KernelSegment segment = KernelSegment.of(elf);
        if (segment.address() != KERNEL_ADDRESS || KERNEL_ADDRESS + segment.memorySize() > KERNEL_END_MAX) {
            throw new MalformedImageException(
                    "kernel.img", segment.offset(), "expected a kernel for address 0x9000, found " + segment);
        }
        byte[] kernel = segment.load(elf);
        ModuleArea area = new ModuleArea();
        for (String name : GrubModules.of(files).withNeeds(modules)) {
            area.add(ModuleArea.Type.MODULE, files.read(name + ".mod"));
        }
        config.ifPresent(commands -> area.addText(ModuleArea.Type.CONFIG, commands.getBytes(UTF_8)));
        area.addText(ModuleArea.Type.PREFIX, prefix.getBytes(UTF_8));
        byte[] objects = area.encode();
        return ByteBuffer.allocate(kernel.length + objects.length)
                .put(kernel)
                .put(objects)
                .array();
    }

    private static byte[] diskboot(GrubFiles files, int coreBytes) throws IOException {
        byte[] diskboot = files.read("diskboot.img");
        if (diskboot.length != SECTOR_BYTES) {
            throw new MalformedImageException(
                    "diskboot.img", 0, "expected %d bytes, found %d".formatted(SECTOR_BYTES, diskboot.length));
        }
        return ByteBuffer.wrap(diskboot)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(SECTOR_COUNT, (short) Math.ceilDiv(coreBytes, SECTOR_BYTES))
                .array();
    }
}
