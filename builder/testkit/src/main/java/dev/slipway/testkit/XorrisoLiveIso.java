package dev.slipway.testkit;

import dev.slipway.machine.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A bootable live ISO as somebody else would make it of a [DebianBase]: squashfs-tools, mtools, GRUB's own image
/// maker and xorriso. It boots as CD and as USB disk, under BIOS and under UEFI, also with Secure Boot. Tests that bake
/// user-data into a foreign ISO start with it, and it shows what such an ISO must hold to boot.
public final class XorrisoLiveIso {

    /// Where the medium holds the user-data, if any.
    public static final String USER_DATA_DIRECTORY = "nocloud";

    /// The name of its volume.
    public static final String VOLUME_ID = "XORRISO_LIVE";

    // What boots from an El Torito entry or a hybrid disk: reads ISO 9660, either partition table, and a menu.
    private static final List<String> BIOS_MODULES = List.of(
            "biosdisk",
            "iso9660",
            "part_gpt",
            "part_msdos",
            "normal",
            "configfile",
            "linux",
            "search",
            "search_fs_file",
            "echo",
            "test",
            "serial",
            "terminal");
    private static final String EFI_SYSTEM_PARTITION = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";
    private static final int EFI_SYSTEM_KIBIBYTES = 8192;
    private static final String BUILD = "3";

    private XorrisoLiveIso() {}

    /// The ISO without user-data, made once for all tests. Callers only read it.
    public static Path withoutUserData() throws IOException {
        Path tar = DebianBase.LIVE_BOOT.tar();
        String recipe = String.join(" ", BUILD, tar.toString(), grubMenu(Optional.empty()));
        return TestCache.file("xorriso-live.iso", recipe, target -> build(tar, Optional.empty(), target));
    }

    /// Makes one.
    ///
    /// @param rootFileSystem a root file system like [DebianBase#tar()]
    /// @param userData a cloud-config, baked in at [#USER_DATA_DIRECTORY]
    public static void build(Path rootFileSystem, Optional<String> userData, Path target) throws IOException {
        try (Scratch scratch = Scratch.beside(target)) {
            Path root = Files.createDirectories(scratch.directory().resolve("root"));
            Tool.of("tar", "-xf", rootFileSystem, "-C", root, "./boot", "./usr/lib/grub", "./usr/lib/shim")
                    .run();
            Path medium = medium(rootFileSystem, root, scratch);
            Files.writeString(medium.resolve("boot/grub/grub.cfg"), grubMenu(userData));
            if (userData.isPresent()) {
                Path seed = Files.createDirectories(medium.resolve(USER_DATA_DIRECTORY));
                Files.writeString(seed.resolve("user-data"), userData.get());
                Files.writeString(seed.resolve("meta-data"), "instance-id: xorriso-live\n");
            }
            author(medium, root, efiSystemPartition(root, scratch), target);
        }
    }

    private static Path medium(Path rootFileSystem, Path root, Scratch scratch) throws IOException {
        Path medium = scratch.directory().resolve("medium");
        for (String directory : List.of(".disk", "live", "boot/grub/i386-pc")) {
            Files.createDirectories(medium.resolve(directory));
        }
        // By this file Debian's signed GRUB for CDs finds the volume to read its menu from.
        Files.writeString(medium.resolve(".disk/info"), "Debian live\n");
        Files.copy(newest(root.resolve("boot"), "vmlinuz-"), medium.resolve("live/vmlinuz"));
        Files.copy(newest(root.resolve("boot"), "initrd.img-"), medium.resolve("live/initrd.img"));
        squash(rootFileSystem, medium.resolve("live/filesystem.squashfs"));
        Tool.of(
                        "grub-mkimage",
                        "-O",
                        "i386-pc-eltorito",
                        "-p",
                        "/boot/grub",
                        "-d",
                        root.resolve("usr/lib/grub/i386-pc"))
                .and("-o", medium.resolve("boot/grub/i386-pc/eltorito.img"))
                .and(BIOS_MODULES.toArray())
                .run();
        return medium;
    }

    private static void squash(Path rootFileSystem, Path target) {
        Tool.of("mksquashfs", "-", target, "-tar", "-quiet", "-no-progress", "-comp", "zstd", "-Xcompression-level", 3)
                .reading(rootFileSystem)
                .run();
    }

    private static Path newest(Path directory, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .max(Path::compareTo)
                    .orElseThrow(() -> new IllegalArgumentException("no " + prefix + "* in " + directory));
        }
    }

    private static String grubMenu(Optional<String> userData) {
        // Quoted, as GRUB ends a command at a semicolon.
        String seed = userData.map(_ -> " 'ds=nocloud;s=file:///run/live/medium/" + USER_DATA_DIRECTORY + "/'")
                .orElse("");
        return """
                if serial --unit=0 --speed=115200; then
                  terminal_input console serial
                  terminal_output console serial
                fi
                set timeout=0
                menuentry "Debian live" {
                  linux /live/vmlinuz boot=live %s%s
                  initrd /live/initrd.img
                }
                """.formatted(String.join(" ", DebianBase.KERNEL_ARGUMENTS), seed);
    }

    private static Path efiSystemPartition(Path root, Scratch scratch) throws IOException {
        Path efi = scratch.directory().resolve("EFI");
        Path boot = Files.createDirectories(efi.resolve("BOOT"));
        Files.copy(root.resolve("usr/lib/shim/shimx64.efi.signed"), boot.resolve("BOOTX64.EFI"));
        Files.copy(root.resolve("usr/lib/shim/mmx64.efi.signed"), boot.resolve("mmx64.efi"));
        Files.copy(root.resolve("usr/lib/grub/x86_64-efi-signed/gcdx64.efi.signed"), boot.resolve("grubx64.efi"));
        Path partition = scratch.directory().resolve("efi.img");
        Tool.of("mkfs.fat", "-C", "-n", "ESP", partition, EFI_SYSTEM_KIBIBYTES).run();
        Tool.of("mcopy", "-s", "-i", partition, efi, "::/").run();
        return partition;
    }

    private static void author(Path medium, Path root, Path efiSystemPartition, Path target) {
        Tool.of("xorriso", "-as", "mkisofs", "-quiet", "-r", "-J", "-joliet-long", "-iso-level", 3, "-V", VOLUME_ID)
                .and("-partition_offset", 16)
                .and("--grub2-mbr", root.resolve("usr/lib/grub/i386-pc/boot_hybrid.img"))
                .and("-b", "boot/grub/i386-pc/eltorito.img", "-no-emul-boot", "-boot-load-size", 4)
                .and("-boot-info-table", "--grub2-boot-info")
                .and("-append_partition", 2, EFI_SYSTEM_PARTITION, efiSystemPartition, "-appended_part_as_gpt")
                .and("-eltorito-alt-boot", "-e", "--interval:appended_partition_2:all::", "-no-emul-boot")
                .and("-o", target, medium)
                .run();
    }
}
