package dev.slipway.builder.installer;

import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Small ISOs as others make them: the same files, authored in different ways.
enum ForeignIso {
    /// GPT, the EFI system partition behind the files, a partition with descriptors of its own.
    PARTITION_OFFSET {
        @Override
        List<Object> arguments(Path efi) {
            return List.of(
                    "xorriso",
                    "-as",
                    "mkisofs",
                    "-quiet",
                    "-r",
                    "-J",
                    "-joliet-long",
                    "-V",
                    LABEL,
                    "-partition_offset",
                    16,
                    "--grub2-mbr",
                    SmallBase.GRUB.resolve("boot_hybrid.img"),
                    "-b",
                    "boot/grub/i386-pc/eltorito.img",
                    "-no-emul-boot",
                    "-boot-load-size",
                    4,
                    "-boot-info-table",
                    "--grub2-boot-info",
                    "-append_partition",
                    2,
                    EFI_SYSTEM,
                    efi,
                    "-appended_part_as_gpt",
                    "-eltorito-alt-boot",
                    "-e",
                    "--interval:appended_partition_2:all::",
                    "-no-emul-boot");
        }
    },
    /// GPT, the EFI system partition behind the files, the partition begins with the disk's first block.
    APPENDED_GPT {
        @Override
        List<Object> arguments(Path efi) {
            return List.of(
                    "xorriso",
                    "-as",
                    "mkisofs",
                    "-quiet",
                    "-r",
                    "-V",
                    LABEL,
                    "--grub2-mbr",
                    SmallBase.GRUB.resolve("boot_hybrid.img"),
                    "-b",
                    "boot/grub/i386-pc/eltorito.img",
                    "-no-emul-boot",
                    "-boot-load-size",
                    4,
                    "-boot-info-table",
                    "--grub2-boot-info",
                    "-append_partition",
                    2,
                    EFI_SYSTEM,
                    efi,
                    "-appended_part_as_gpt",
                    "-eltorito-alt-boot",
                    "-e",
                    "--interval:appended_partition_2:all::",
                    "-no-emul-boot");
        }
    },
    /// MBR only, naming the appended EFI system partition.
    APPENDED_MBR {
        @Override
        List<Object> arguments(Path efi) {
            return List.of(
                    "xorriso",
                    "-as",
                    "mkisofs",
                    "-quiet",
                    "-r",
                    "-J",
                    "-V",
                    LABEL,
                    "--grub2-mbr",
                    SmallBase.GRUB.resolve("boot_hybrid.img"),
                    "-b",
                    "boot/grub/i386-pc/eltorito.img",
                    "-no-emul-boot",
                    "-boot-load-size",
                    4,
                    "-boot-info-table",
                    "--grub2-boot-info",
                    "-append_partition",
                    2,
                    "0xef",
                    efi,
                    "-eltorito-alt-boot",
                    "-e",
                    "--interval:appended_partition_2:all::",
                    "-no-emul-boot");
        }
    },
    /// As Debian's own ISOs: a boot image for UEFI that is a file, named by MBR and a GPT that begins at sector 0.
    ISOHYBRID {
        @Override
        List<Object> arguments(Path efi) {
            return List.of(
                    "xorriso",
                    "-as",
                    "mkisofs",
                    "-quiet",
                    "-r",
                    "-J",
                    "-V",
                    LABEL,
                    "-isohybrid-mbr",
                    SmallBase.GRUB.resolve("boot_hybrid.img"),
                    "-b",
                    "boot/grub/i386-pc/eltorito.img",
                    "-no-emul-boot",
                    "-boot-load-size",
                    4,
                    "-boot-info-table",
                    "-eltorito-alt-boot",
                    "-e",
                    "boot/grub/efi.img",
                    "-no-emul-boot",
                    "-isohybrid-gpt-basdat");
        }
    },
    /// No partition at all: boots from CD only.
    GENISOIMAGE {
        @Override
        List<Object> arguments(Path efi) {
            return List.of(
                    "genisoimage",
                    "-quiet",
                    "-r",
                    "-J",
                    "-V",
                    LABEL,
                    "-b",
                    "boot/grub/i386-pc/eltorito.img",
                    "-no-emul-boot",
                    "-boot-load-size",
                    4,
                    "-boot-info-table",
                    "-eltorito-alt-boot",
                    "-e",
                    "boot/grub/efi.img",
                    "-no-emul-boot");
        }
    },
    /// The same without Joliet.
    GENISOIMAGE_WITHOUT_JOLIET {
        @Override
        List<Object> arguments(Path efi) {
            List<Object> arguments = new ArrayList<>(GENISOIMAGE.arguments(efi));
            arguments.remove("-J");
            return arguments;
        }
    };

    static final String LABEL = "FOREIGN";
    static final String KERNEL_LINE = "linux /live/vmlinuz boot=live root=live:CDLABEL=FOREIGN";

    private static final String EFI_SYSTEM = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";
    private static final String MENU = """
            search --no-floppy --set=root --label FOREIGN
            menuentry "Live" {
              %s
              initrd /live/initrd.img
            }
            """.formatted(KERNEL_LINE);

    abstract List<Object> arguments(Path efi);

    /// Whether a disk of it has a GPT that others find sound.
    boolean hasGpt() {
        return this == PARTITION_OFFSET || this == APPENDED_GPT;
    }

    /// Makes it in a directory of its own.
    Path make(Path parent) throws IOException {
        Path directory = Files.createDirectories(parent.resolve(name()));
        Path medium = directory.resolve("medium");
        SmallBase.write(medium.resolve("live/vmlinuz"), SmallBase.noise(11, 123_456));
        SmallBase.write(medium.resolve("live/initrd.img"), SmallBase.noise(12, 234_567));
        SmallBase.write(medium.resolve("live/filesystem.squashfs"), SmallBase.noise(13, 1_345_678));
        SmallBase.write(medium.resolve("boot/grub/grub.cfg"), SmallBase.bytes(MENU));
        SmallBase.write(medium.resolve(".disk/info"), SmallBase.bytes("foreign\n"));
        Tool.of("grub-mkimage", "-O", "i386-pc-eltorito", "-p", "/boot/grub")
                .and(
                        "-o",
                        Files.createDirectories(medium.resolve("boot/grub/i386-pc"))
                                .resolve("eltorito.img"))
                .and("biosdisk", "iso9660", "normal", "linux", "search")
                .run();
        Path efi = efiSystemPartition(directory);
        Files.copy(efi, medium.resolve("boot/grub/efi.img"));
        Path iso = directory.resolve("base.iso");
        Tool.of(arguments(efi).toArray()).and("-o", iso, medium).run();
        return iso;
    }

    private static Path efiSystemPartition(Path directory) throws IOException {
        Path files = directory.resolve("EFI");
        SmallBase.write(files.resolve("BOOT/BOOTX64.EFI"), SmallBase.noise(14, 50_000));
        SmallBase.write(files.resolve("BOOT/grub.cfg"), SmallBase.bytes(MENU));
        Path image = directory.resolve("efi.img");
        Tool.of("mkfs.fat", "-C", "-n", "ESP", image, 2048).run();
        Tool.of("mcopy", "-s", "-i", image, files, "::/").run();
        return image;
    }
}
