package dev.slipway.builder.installer;

import dev.slipway.testkit.DebianBase;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// ISOs laid out as Fedora CoreOS lays out its live image: an embed area that GRUB and ISOLINUX load as a second
/// initial file system, and places for kernel arguments in both menus, told in `/coreos`.
public final class CoreOsIso {

    static final int EMBED_BYTES = 256 * 1024;
    static final String DEFAULT_ARGUMENTS = "coreos.liveiso=test-41 ignition.firstboot ignition.platform.id=metal";
    static final List<String> MENUS = List.of("boot/grub/grub.cfg", "isolinux/isolinux.cfg");
    static final String PROOF = "SLIPWAY-IGNITION ";
    static final int ARGUMENTS_BYTES = 1137;

    private static final int EMBED_OFFSET_IN_LARGER_FILE = 4096;

    private CoreOsIso() {}

    /// With a kernel and an initial file system without a meaning.
    public static Path small(Path parent) throws IOException {
        Path medium = Files.createDirectories(parent.resolve("coreos-medium"));
        SmallBase.write(medium.resolve("images/pxeboot/vmlinuz"), SmallBase.noise(21, 50_000));
        SmallBase.write(medium.resolve("images/pxeboot/initrd.img"), SmallBase.noise(22, 70_000));
        SmallBase.write(medium.resolve("images/ignition.img"), new byte[EMBED_BYTES]);
        describe(medium, "{\"file\": \"images/ignition.img\"}\n", "");
        return authored(medium, parent.resolve("coreos.iso"));
    }

    /// With the area inside a larger file, as images for IBM Z have it.
    static Path withinAnotherFile(Path parent) throws IOException {
        Path medium = Files.createDirectories(parent.resolve("coreos-medium"));
        SmallBase.write(medium.resolve("images/pxeboot/vmlinuz"), SmallBase.noise(21, 50_000));
        byte[] larger = SmallBase.noise(23, EMBED_BYTES + 3 * EMBED_OFFSET_IN_LARGER_FILE);
        Arrays.fill(larger, EMBED_OFFSET_IN_LARGER_FILE, EMBED_OFFSET_IN_LARGER_FILE + EMBED_BYTES, (byte) 0);
        SmallBase.write(medium.resolve("images/cdboot.img"), larger);
        describe(
                medium,
                "{\"file\": \"images/cdboot.img\", \"offset\": %d, \"length\": %d}"
                        .formatted(EMBED_OFFSET_IN_LARGER_FILE, EMBED_BYTES),
                "");
        return authored(medium, parent.resolve("coreos-z.iso"));
    }

    /// With Debian's kernel, and its initial file system, whose first program writes the config that it finds to the
    /// serial port and ends.
    static Path booting(Path parent) throws IOException {
        Path medium = Files.createDirectories(parent.resolve("coreos-boot"));
        Path root = Files.createDirectories(parent.resolve("coreos-root"));
        Tool.of("tar", "-xf", DebianBase.LIVE_BOOT.tar(), "-C", root, "./boot").run();
        Path boot = root.resolve("boot");
        SmallBase.write(medium.resolve("images/pxeboot/vmlinuz"), Files.readAllBytes(first(boot, "vmlinuz-")));
        Path proof = Files.createDirectories(parent.resolve("coreos-proof"));
        Files.writeString(proof.resolve("proof"), """
                #!/bin/sh
                mkdir -p /dev /proc
                mount -t devtmpfs dev /dev
                mount -t proc proc /proc
                sed 's/^/%s/' /config.ign >/dev/ttyS0
                echo "%sEND $(cat /proc/cmdline)" >/dev/ttyS0
                poweroff -f
                """.formatted(PROOF, PROOF));
        Tool.of("sh", "-c", "chmod 755 proof; echo proof | cpio --quiet -o -H newc >../proof.cpio")
                .in(proof)
                .run();
        Path initrd = medium.resolve("images/pxeboot/initrd.img");
        Tool.of(
                        "sh",
                        "-c",
                        // The kernel looks for the next archive at a multiple of 4 bytes.
                        "cp '%s' '%s' && truncate -s %%4 '%s' && cat '%s' >>'%s'"
                                .formatted(
                                        first(boot, "initrd.img-"),
                                        initrd,
                                        initrd,
                                        parent.resolve("proof.cpio"),
                                        initrd))
                .run();
        SmallBase.write(medium.resolve("images/ignition.img"), new byte[EMBED_BYTES]);
        describe(medium, "{\"file\": \"images/ignition.img\"}", " rdinit=/proof console=ttyS0 quiet");
        return authored(medium, parent.resolve("coreos-boot.iso"));
    }

    private static Path first(Path directory, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void describe(Path medium, String info, String more) throws IOException {
        String place = DEFAULT_ARGUMENTS + more + "\n"
                + "#".repeat(ARGUMENTS_BYTES - DEFAULT_ARGUMENTS.length() - more.length() - 1);
        String grub = """
                set timeout=0
                menuentry 'CoreOS' {
                  linux /images/pxeboot/vmlinuz rw %s
                  initrd /images/pxeboot/initrd.img /images/ignition.img
                }
                """;
        String isolinux = """
                default linux
                label linux
                  kernel /images/pxeboot/vmlinuz
                  append initrd=/images/pxeboot/initrd.img,/images/ignition.img %s
                """;
        SmallBase.write(medium.resolve("coreos/igninfo.json"), SmallBase.bytes(info));
        List<String> files = new ArrayList<>();
        for (String path : MENUS) {
            String menu = path.contains("isolinux") ? isolinux : grub;
            SmallBase.write(medium.resolve(path), menu.formatted(place).getBytes(StandardCharsets.UTF_8));
            files.add("{\"path\": \"%s\", \"offset\": %d, \"pad\": \"#\", \"end\": \"\\n\"}"
                    .formatted(path, menu.indexOf("%s")));
        }
        SmallBase.write(
                medium.resolve("coreos/kargs.json"),
                SmallBase.bytes("{\"default\": \"%s\", \"files\": [%s], \"size\": %d}"
                        .formatted(DEFAULT_ARGUMENTS + more, String.join(", ", files), ARGUMENTS_BYTES)));
    }

    private static Path authored(Path medium, Path iso) {
        Tool.of("grub-mkimage", "-O", "i386-pc-eltorito", "-p", "/boot/grub", "-o", medium.resolve("eltorito.img"))
                .and("biosdisk", "iso9660", "normal", "linux", "part_gpt", "part_msdos", "test", "echo")
                .run();
        Tool.of("xorriso", "-as", "mkisofs", "-quiet", "-r", "-J", "-V", "coreos-test")
                .and("--grub2-mbr", SmallBase.GRUB.resolve("boot_hybrid.img"))
                .and(
                        "-b",
                        "eltorito.img",
                        "-no-emul-boot",
                        "-boot-load-size",
                        4,
                        "-boot-info-table",
                        "--grub2-boot-info")
                .and("-o", iso, medium)
                .run();
        return iso;
    }
}
