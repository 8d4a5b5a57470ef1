package dev.slipway.builder.grub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.image.scan.DirectoryScan;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMAInputStream;

/// What `grub-mkimage` makes of the same files, and what a BIOS makes of our image.
class GrubBiosImageIT {

    private static final Path PLATFORM = Path.of("/").resolve(GrubFiles.DIRECTORY);
    private static final int CORE = 2560;
    private static final int DECOMPRESSOR_FIELDS = 8;

    @TempDir
    private Path work;

    private static GrubFiles files() throws Exception {
        return GrubFiles.in(DirectoryScan.of(PLATFORM));
    }

    private byte[] theirs(List<String> modules, Optional<String> config) throws Exception {
        List<Object> command = new ArrayList<>(List.of(
                "grub-mkimage", "-O", "i386-pc-eltorito", "-p", "/boot/grub", "-o", work.resolve("theirs.img")));
        if (config.isPresent()) {
            command.addAll(List.of("-c", Files.writeString(work.resolve("load.cfg"), config.get())));
        }
        command.addAll(modules);
        Tool.of(command.toArray()).run();
        return Files.readAllBytes(work.resolve("theirs.img"));
    }

    /// Kernel and modules as they will lie in memory.
    private static byte[] payload(byte[] image) throws Exception {
        ByteBuffer in = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        int decompressor = (int) Files.size(PLATFORM.resolve("lzma_decompress.img"));
        int packed = in.getInt(CORE + DECOMPRESSOR_FIELDS);
        int unpacked = in.getInt(CORE + DECOMPRESSOR_FIELDS + 4);
        assertThat(packed).isEqualTo(image.length - CORE - decompressor);
        byte properties = (2 * 5) * 9 + 3;
        var bytes = new ByteArrayInputStream(image, CORE + decompressor, packed);
        try (LZMAInputStream lzma = new LZMAInputStream(bytes, unpacked, properties, 1 << 16)) {
            return lzma.readAllBytes();
        }
    }

    private static byte[] withoutSizes(byte[] image) throws Exception {
        int end = CORE + (int) Files.size(PLATFORM.resolve("lzma_decompress.img"));
        byte[] head = Arrays.copyOf(image, end);
        Arrays.fill(head, 2048 + 508, 2048 + 510, (byte) 0);
        Arrays.fill(head, CORE + DECOMPRESSOR_FIELDS, CORE + DECOMPRESSOR_FIELDS + 4, (byte) 0);
        return head;
    }

    @ParameterizedTest
    @CsvSource({
        "biosdisk,''",
        "normal iso9660 biosdisk,''",
        "normal iso9660 biosdisk,search --set=root --file /x",
        "ALL,''"
    })
    @RequiresTool("grub-mkimage")
    void planWhenGrubMkimageGetsTheSameHasTheSamePayload(String names, String commands) throws Exception {
        List<String> modules = names.equals("ALL") ? GrubBiosImage.MODULES : List.of(names.split(" ", -1));
        Optional<String> config = Optional.of(commands).filter(text -> !text.isEmpty());
        byte[] theirs = theirs(modules, config);
        byte[] ours = GrubBiosImage.plan(files(), "/boot/grub", modules, config).toByteArray(1 << 20);
        assertThat(payload(ours)).isEqualTo(payload(theirs));
        assertThat(withoutSizes(ours)).isEqualTo(withoutSizes(theirs));
        int sectors = ByteBuffer.wrap(ours).order(ByteOrder.LITTLE_ENDIAN).getShort(2048 + 508);
        assertThat(sectors).isEqualTo(Math.ceilDiv(ours.length - CORE, 512));
        assertThat(ours.length).isLessThan(theirs.length + theirs.length / 20);
    }

    private Path iso() throws Exception {
        Path tree = Files.createDirectories(work.resolve("tree/boot/grub"));
        GrubBiosImage.plan(files(), "/boot/grub", GrubBiosImage.MODULES, Optional.empty())
                .writeTo(tree.resolve("eltorito.img"));
        Files.writeString(tree.resolve("grub.cfg"), """
                serial --unit=0
                terminal_output serial
                echo HELLO
                halt
                """);
        Path iso = work.resolve("boot.iso");
        Tool.of(
                        "xorriso",
                        "-as",
                        "mkisofs",
                        "-quiet",
                        "-o",
                        iso,
                        "-V",
                        "HELLO",
                        "-b",
                        "boot/grub/eltorito.img",
                        "-no-emul-boot",
                        "-boot-load-size",
                        "4",
                        "-boot-info-table",
                        "--grub2-boot-info",
                        "--grub2-mbr",
                        PLATFORM.resolve("boot_hybrid.img"),
                        work.resolve("tree"))
                .run();
        return iso;
    }

    @ParameterizedTest
    @ValueSource(strings = {"cdrom", "disk"})
    @RequiresTool({"xorriso", "qemu-system-x86_64"})
    void bootWhenBiosStartsTheIsoRunsGrubConfig(String media) throws Exception {
        Path iso = iso();
        Path serial = work.resolve("serial.log");
        String drive = "file=%s,format=raw,snapshot=on,if=ide,media=%s".formatted(iso, media);
        // GRUB's `halt` switches the machine off, which ends QEMU; what does not start is ended by `timeout`.
        Tool.of(
                        "timeout",
                        "120",
                        "qemu-system-x86_64",
                        "-machine",
                        "pc",
                        "-m",
                        "128",
                        "-display",
                        "none",
                        "-no-reboot",
                        "-serial",
                        "file:" + serial,
                        "-drive",
                        drive)
                .run();
        assertThat(serial).content().contains("HELLO");
    }

    @Test
    @RequiresTool("xorriso")
    void mbrWhenXorrisoWritesItIsTheSameProgram() throws Exception {
        byte[] iso = Files.readAllBytes(iso());
        byte[] image = Files.readAllBytes(work.resolve("tree/boot/grub/eltorito.img"));
        // The boot catalogue lies at the block that descriptor 17 tells; its first entry tells the image's block.
        ByteBuffer in = ByteBuffer.wrap(iso).order(ByteOrder.LITTLE_ENDIAN);
        int block = in.getInt(in.getInt(17 * 2048 + 0x47) * 2048 + 32 + 8);
        assertThat(Arrays.copyOfRange(iso, block * 2048 + CORE, block * 2048 + image.length))
                .isEqualTo(Arrays.copyOfRange(image, CORE, image.length));
        Image mbr = GrubHybridMbr.plan(files(), block);
        assertThat(Arrays.copyOf(mbr.toByteArray(512), GrubHybridMbr.CODE_BYTES))
                .isEqualTo(Arrays.copyOf(iso, GrubHybridMbr.CODE_BYTES));
    }
}
