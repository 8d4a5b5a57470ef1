package dev.slipway.builder.installer;

import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Small ISOs as others make them: the same files, authored in different ways.
public enum ForeignIso {
    /// GPT, the EFI system partition behind the files, a partition with descriptors of its own.
    PARTITION_OFFSET {
        @Override
        List<Object> arguments(Path efi) {
            return joined(
                    XORRISO,
                    "-J",
                    "-joliet-long",
                    VOLUME,
                    "-partition_offset",
                    16,
                    GRUB_MBR,
                    BIOS,
                    "--grub2-boot-info",
                    "-append_partition",
                    2,
                    EFI_SYSTEM,
                    efi,
                    "-appended_part_as_gpt",
                    APPENDED_EFI);
        }
    },
    /// GPT, the EFI system partition behind the files, the partition begins with the disk's first block.
    APPENDED_GPT {
        @Override
        List<Object> arguments(Path efi) {
            return joined(
                    XORRISO,
                    VOLUME,
                    GRUB_MBR,
                    BIOS,
                    "--grub2-boot-info",
                    "-append_partition",
                    2,
                    EFI_SYSTEM,
                    efi,
                    "-appended_part_as_gpt",
                    APPENDED_EFI);
        }
    },
    /// MBR only, naming the appended EFI system partition.
    APPENDED_MBR {
        @Override
        List<Object> arguments(Path efi) {
            return joined(
                    XORRISO,
                    "-J",
                    VOLUME,
                    GRUB_MBR,
                    BIOS,
                    "--grub2-boot-info",
                    "-append_partition",
                    2,
                    "0xef",
                    efi,
                    APPENDED_EFI);
        }
    },
    /// As Debian's own ISOs: a boot image for UEFI that is a file, named by MBR and a GPT that begins at sector 0.
    ISOHYBRID {
        @Override
        List<Object> arguments(Path efi) {
            return joined(
                    XORRISO,
                    "-J",
                    VOLUME,
                    "-isohybrid-mbr",
                    SmallBase.GRUB.resolve("boot_hybrid.img"),
                    BIOS,
                    EFI_FILE,
                    "-isohybrid-gpt-basdat");
        }
    },
    /// No partition at all: boots from CD only.
    GENISOIMAGE {
        @Override
        List<Object> arguments(Path efi) {
            return joined("genisoimage", "-quiet", "-r", "-J", VOLUME, BIOS, EFI_FILE);
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
    private static final List<Object> XORRISO = List.of("xorriso", "-as", "mkisofs", "-quiet", "-r");
    private static final List<Object> VOLUME = List.of("-V", LABEL);
    private static final List<Object> GRUB_MBR = List.of("--grub2-mbr", SmallBase.GRUB.resolve("boot_hybrid.img"));
    private static final List<Object> BIOS =
            List.of("-b", "boot/grub/i386-pc/eltorito.img", "-no-emul-boot", "-boot-load-size", 4, "-boot-info-table");
    private static final List<Object> APPENDED_EFI =
            List.of("-eltorito-alt-boot", "-e", "--interval:appended_partition_2:all::", "-no-emul-boot");
    private static final List<Object> EFI_FILE =
            List.of("-eltorito-alt-boot", "-e", "boot/grub/efi.img", "-no-emul-boot");
    private static final String MENU = """
            search --no-floppy --set=root --label FOREIGN
            menuentry "Live" {
              %s
              initrd /live/initrd.img
            }
            """.formatted(KERNEL_LINE);

    abstract List<Object> arguments(Path efi);

    /// Single arguments, and lists of some that belong together, as one list.
    private static List<Object> joined(Object... parts) {
        List<Object> all = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof List<?> list) {
                all.addAll(list);
            } else {
                all.add(part);
            }
        }
        return all;
    }

    /// Whether a disk of it has a GPT that others find sound.
    boolean hasGpt() {
        return this == PARTITION_OFFSET || this == APPENDED_GPT;
    }

    /// Makes it in a directory of its own.
    public Path make(Path parent) throws IOException {
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
