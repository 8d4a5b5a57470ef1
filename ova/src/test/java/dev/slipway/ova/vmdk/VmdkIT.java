package dev.slipway.ova.vmdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.slipway.image.Image;
import dev.slipway.image.ImageWriter.Progress;
import dev.slipway.image.MalformedImageException;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// QEMU and libvmdk read what we write; we read what QEMU and Debian's python3-vmdkstream write.
class VmdkIT {

    private static final VmdkOptions OPTIONS = VmdkOptions.of(0x5a5a1234).withFileName("ours.vmdk");
    private static final int GRAIN = 65_536;

    /// Of Debian's python3-vmdkstream, which has no command.
    private static final Path VMDKSTREAM = Path.of("/usr/lib/python3/dist-packages/VMDKstream.py");

    @TempDir
    private Path work;

    private Image disk = Image.empty();
    private Path raw = Path.of("");

    @BeforeEach
    void writeRawDisk() throws IOException {
        // Holes of more than a grain table's 32 MiB, and an end within a grain.
        disk = Image.concat(
                RandomDisks.of(1), Image.zeros(70 << 20), RandomDisks.of(2), Image.zeros(5 << 20), RandomDisks.of(3));
        raw = work.resolve("disk.raw");
        disk.writeTo(raw);
    }

    @Test
    @RequiresTool("qemu-img")
    void qemuWhenItReadsOursFindsTheSameDiskAndNoFault() throws IOException {
        Path ours = write(disk);
        assertThat(Tool.of("qemu-img", "check", "-f", "vmdk", ours).run()).contains("No errors were found");
        assertThat(Tool.of("qemu-img", "info", "-f", "vmdk", ours).run())
                .contains("virtual size: ", "(%d bytes)".formatted(disk.size()), "create type: streamOptimized");
        assertSame(ours);
        Path back = work.resolve("back.raw");
        Tool.of("qemu-img", "convert", "-f", "vmdk", "-O", "raw", ours, back).run();
        assertThat(Files.mismatch(back, raw)).isEqualTo(-1);
    }

    @Test
    @RequiresTool("qemu-img")
    void qemuWhenGrainsWereReplacedFindsTheDiskWithThem() throws IOException {
        Image whole = disk.padTo(GRAIN);
        SortedMap<Long, Image> contents = new TreeMap<>();
        for (long number : new long[] {0, 1, 400, 1000, whole.size() / GRAIN - 1}) {
            contents.put(number, RandomDisks.of(number).slice(100_000, GRAIN));
        }
        contents.put(401L, Image.zeros(GRAIN));
        Path patched = work.resolve("patched.vmdk");
        VmdkFile.open(Image.ofFile(write(whole))).withGrains(contents).writeTo(patched);
        Image expected = whole;
        for (var content : contents.entrySet()) {
            expected = expected.overlay(content.getKey() * GRAIN, content.getValue());
        }
        expected.writeTo(raw);
        assertThat(Tool.of("qemu-img", "check", "-f", "vmdk", patched).run()).contains("No errors were found");
        assertSame(patched);
    }

    private void assertSame(Path vmdk) {
        assertThat(Tool.of("qemu-img", "compare", "-f", "raw", "-F", "vmdk", raw, vmdk)
                        .run())
                .contains("Images are identical.");
    }

    /// libvmdk is the reader of forensic tools, and the only one that opens the extent by the name in the descriptor.
    @Test
    @RequiresTool({"vmdkmount", "vmdkinfo", "umount"})
    void libvmdkWhenItReadsOursFindsTheDisk() throws IOException {
        assumeThat(Path.of("/dev/fuse")).exists();
        Path ours = write(disk);
        assertThat(Tool.of("vmdkinfo", ours).run())
                .contains("Stream optimized", "(%d bytes)".formatted(disk.size()), "0x5a5a1234", "ours.vmdk");
        Path mounted = Files.createDirectory(work.resolve("mounted"));
        Tool.of("vmdkmount", ours, mounted).run();
        try {
            assertThat(Files.mismatch(mounted.resolve("vmdk1"), raw)).isEqualTo(-1);
        } finally {
            Tool.of("umount", mounted).run();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"streamOptimized", "monolithicSparse"})
    @RequiresTool("qemu-img")
    void openWhenQemuWroteItReadsTheSameDisk(String subformat) throws IOException {
        Path theirs = work.resolve("theirs.vmdk");
        qemuConvert("subformat=" + subformat, theirs);
        VmdkFile vmdk = VmdkFile.open(Image.ofFile(theirs));
        assertThat(vmdk.createType()).isEqualTo(subformat);
        assertThat(vmdk.isReusable()).isFalse();
        assertExpands(vmdk);
    }

    @Test
    @RequiresTool("qemu-img")
    void openWhenQemuZeroedGrainsReadsZeros() throws IOException {
        Path theirs = work.resolve("theirs.vmdk");
        qemuConvert("subformat=monolithicSparse,zeroed_grain=on", theirs);
        Path zeroed = work.resolve("zeros.raw");
        Tool.of("qemu-io", "-f", "vmdk", "-c", "write -z 131072 262144", theirs).run();
        Tool.of("qemu-img", "convert", "-O", "raw", theirs, zeroed).run();
        assertThat(VmdkFile.open(Image.ofFile(theirs)).grainCount()).isPositive();
        raw = zeroed;
        assertExpands(VmdkFile.open(Image.ofFile(theirs)));
    }

    @Test
    @RequiresTool({"python3", "qemu-img"})
    void openWhenVmdkStreamWroteItReadsTheSameDisk() throws IOException {
        if (System.getenv("CI") == null) {
            assumeThat(VMDKSTREAM).exists();
        }
        Path theirs = work.resolve("theirs.vmdk");
        Tool.of("python3", VMDKSTREAM, raw, theirs).run();
        VmdkFile vmdk = VmdkFile.open(Image.ofFile(theirs));
        assertThat(vmdk.isReusable()).isTrue();
        assertExpands(vmdk);
        // Its grain tables lie between the grains; ours all at the end.
        Path patched = work.resolve("patched.vmdk");
        vmdk.withGrains(new TreeMap<>()).writeTo(patched);
        assertExpands(VmdkFile.open(Image.ofFile(patched)));
        assertSame(patched);
    }

    private void assertExpands(VmdkFile vmdk) throws IOException {
        Path expanded = work.resolve("expanded.raw");
        vmdk.expandTo(expanded, Progress.NONE);
        assertThat(vmdk.capacityBytes()).isEqualTo(Files.size(raw));
        assertThat(Files.mismatch(expanded, raw)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"monolithicFlat", "twoGbMaxExtentSparse", "twoGbMaxExtentFlat"})
    @RequiresTool("qemu-img")
    void openWhenTheDataLieInOtherFilesSaysSo(String subformat) throws IOException {
        Path theirs = work.resolve("theirs.vmdk");
        qemuConvert("subformat=" + subformat, theirs);
        Image text = Image.ofFile(theirs);
        assertThatThrownBy(() -> VmdkFile.open(text))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("whose data lie in other files (flat or split)");
        Path extent = work.resolve("theirs-s001.vmdk");
        if (Files.exists(extent)) {
            Image one = Image.ofFile(extent);
            assertThatThrownBy(() -> VmdkFile.open(one)).hasMessageContaining("one of several extents");
        }
    }

    @Test
    @RequiresTool("qemu-img")
    void openWhenQemuWroteWhatDiffersFromAnotherSaysSo() throws IOException {
        Path base = work.resolve("base.vmdk");
        qemuConvert("subformat=monolithicSparse", base);
        Path child = work.resolve("child.vmdk");
        Tool.of("qemu-img", "create", "-f", "vmdk", "-b", base, "-F", "vmdk", child)
                .run();
        Image file = Image.ofFile(child);
        assertThatThrownBy(() -> VmdkFile.open(file))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining("holds only what differs from another (parentCID=");
    }

    private void qemuConvert(String options, Path target) {
        Tool.of("qemu-img", "convert", "-f", "raw", "-O", "vmdk", "-o", options, raw, target)
                .run();
    }

    private Path write(Image image) throws IOException {
        Path ours = work.resolve("ours.vmdk");
        VmdkWriter.write(image, OPTIONS, ours, Progress.NONE);
        return ours;
    }
}
