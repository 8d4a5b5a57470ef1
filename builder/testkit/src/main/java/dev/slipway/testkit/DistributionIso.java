package dev.slipway.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Small ISOs laid out as distributions lay out theirs: the same paths, menus of the same form, the same options of
/// xorriso. Kernels and loaders are bytes without a meaning, so none of them boots. Needs xorriso, mtools, isolinux and
/// GRUB's files for BIOS.
public enum DistributionIso {
    /// Ubuntu's live server: GRUB alone, and a GPT whose EFI system partition lies behind the files.
    UBUNTU_LIVE_SERVER("Ubuntu-Server 24.04 LTS amd64") {
        @Override
        public Map<String, String> menus() {
            return DistributionMenus.UBUNTU;
        }

        @Override
        List<String> files() {
            return List.of(
                    "casper/vmlinuz",
                    "casper/initrd",
                    "casper/hwe-vmlinuz",
                    "casper/hwe-initrd",
                    "casper/ubuntu-server-minimal.squashfs",
                    "boot/memtest86+x64.bin",
                    BIOS_GRUB);
        }

        @Override
        List<Object> options(Path efi) {
            List<Object> options = new ArrayList<>(List.of("-partition_offset", 16, "--mbr-force-bootable"));
            options.addAll(grubAndAppendedPartition(efi));
            return options;
        }
    },
    /// Debian's installer: ISOLINUX for BIOS, GRUB for UEFI out of a file, MBR and a GPT over one another.
    DEBIAN_INSTALLER("Debian 13.0.0 amd64 n") {
        @Override
        public Map<String, String> menus() {
            return DistributionMenus.DEBIAN;
        }

        @Override
        Map<String, String> efiMenus() {
            return DistributionMenus.DEBIAN_EFI;
        }

        @Override
        List<String> files() {
            return List.of(
                    "install.amd/vmlinuz",
                    "install.amd/initrd.gz",
                    "install.amd/gtk/vmlinuz",
                    "install.amd/gtk/initrd.gz",
                    ".disk/info",
                    "isolinux/vesamenu.c32");
        }

        @Override
        void addLoaders(Path medium, Path efi) throws IOException {
            Files.copy(ISOLINUX.resolve("isolinux.bin"), medium.resolve("isolinux/isolinux.bin"));
            Files.copy(efi, medium.resolve("boot/grub/efi.img"));
        }

        @Override
        List<Object> options(Path efi) {
            return List.of(
                    "-J",
                    "-joliet-long",
                    "-isohybrid-mbr",
                    ISOLINUX.resolve("isohdpfx.bin"),
                    "-b",
                    "isolinux/isolinux.bin",
                    "-c",
                    "isolinux/boot.cat",
                    "-boot-load-size",
                    4,
                    "-boot-info-table",
                    "-no-emul-boot",
                    "-eltorito-alt-boot",
                    "-e",
                    "boot/grub/efi.img",
                    "-no-emul-boot",
                    "-isohybrid-gpt-basdat");
        }
    },
    /// Fedora's live system: the menu for UEFI also in the EFI system partition, the medium found by its label.
    FEDORA_LIVE("Fedora") {
        @Override
        public Map<String, String> menus() {
            return DistributionMenus.FEDORA;
        }

        @Override
        Map<String, String> efiMenus() {
            return DistributionMenus.FEDORA_EFI;
        }

        @Override
        List<String> files() {
            return List.of("LiveOS/squashfs.img", "images/pxeboot/vmlinuz", "images/pxeboot/initrd.img", BIOS_GRUB);
        }

        @Override
        List<Object> options(Path efi) {
            List<Object> options = new ArrayList<>(List.of("-J", "-joliet-long", "-partition_offset", 16));
            options.addAll(grubAndAppendedPartition(efi));
            return options;
        }
    };

    private static final Path GRUB = Path.of("/usr/lib/grub/i386-pc");
    private static final Path ISOLINUX = Path.of("/usr/lib/ISOLINUX");
    private static final String BIOS_GRUB = "boot/grub/i386-pc/eltorito.img";
    private static final String EFI_SYSTEM_PARTITION = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";
    private static final int FILE_BYTES = 60_000;
    private static final int EFI_KIBIBYTES = 2048;

    private final String volumeId;

    DistributionIso(String volumeId) {
        this.volumeId = volumeId;
    }

    /// The menus on the medium, by path.
    public abstract Map<String, String> menus();

    /// Those in the EFI system partition.
    Map<String, String> efiMenus() {
        return Map.of();
    }

    /// The paths of files without a meaning.
    abstract List<String> files();

    /// What xorriso is told for booting.
    abstract List<Object> options(Path efi);

    /// Adds what is no menu and must have a meaning to xorriso.
    void addLoaders(Path medium, Path efi) throws IOException {}

    /// The label of the volume.
    public String volumeId() {
        return volumeId;
    }

    /// Makes it in a directory of its own.
    public Path make(Path parent) throws IOException {
        Path directory = Files.createDirectories(parent.resolve(name()));
        Path medium = directory.resolve("medium");
        for (String file : files()) {
            write(medium.resolve(file), noise(file));
        }
        writeAll(menus(), medium);
        Path efi = efiSystemPartition(directory);
        addLoaders(medium, efi);
        Path iso = directory.resolve("base.iso");
        Tool.of("xorriso", "-as", "mkisofs", "-quiet", "-r", "-V", volumeId)
                .and(options(efi).toArray())
                .and("-o", iso, medium)
                .run();
        return iso;
    }

    private Path efiSystemPartition(Path directory) throws IOException {
        Path files = directory.resolve("esp");
        write(files.resolve("EFI/BOOT/BOOTX64.EFI"), noise("shim"));
        write(files.resolve("EFI/BOOT/grubx64.efi"), noise("grub"));
        writeAll(efiMenus(), files);
        Path image = directory.resolve("efi.img");
        Tool.of("mkfs.fat", "-C", "-n", "ESP", image, EFI_KIBIBYTES).run();
        Tool.of("mcopy", "-s", "-i", image, files.resolve("EFI"), "::/").run();
        return image;
    }

    private static List<Object> grubAndAppendedPartition(Path efi) {
        return List.of(
                "--grub2-mbr",
                GRUB.resolve("boot_hybrid.img"),
                "-b",
                BIOS_GRUB,
                "-no-emul-boot",
                "-boot-load-size",
                4,
                "-boot-info-table",
                "--grub2-boot-info",
                "-append_partition",
                2,
                EFI_SYSTEM_PARTITION,
                efi,
                "-appended_part_as_gpt",
                "-eltorito-alt-boot",
                "-e",
                "--interval:appended_partition_2:all::",
                "-no-emul-boot");
    }

    private static void writeAll(Map<String, String> texts, Path directory) throws IOException {
        for (Map.Entry<String, String> text : texts.entrySet()) {
            write(directory.resolve(text.getKey()), text.getValue().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static byte[] noise(String seed) {
        byte[] bytes = new byte[FILE_BYTES];
        new Random(seed.hashCode()).nextBytes(bytes);
        return bytes;
    }
}
