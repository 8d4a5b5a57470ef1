package dev.slipway.ova.vmdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Extent.FileExtent;
import dev.slipway.image.Extent.ZeroExtent;
import dev.slipway.image.Image;
import dev.slipway.image.ImageWriter.Progress;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written is read again, grains are replaced without the rest moving, and the bytes depend on the disk alone.
class VmdkRoundTripTests {

    private static final VmdkOptions OPTIONS = VmdkOptions.of(0x5a5a1234);
    private static final int GRAIN = 65_536;

    @TempDir
    private Path work;

    @Test
    void openWhenMadeByHandReadsEveryGrain() throws IOException {
        VmdkFile vmdk = VmdkFile.open(new HandmadeVmdk().image());
        assertThat(vmdk.capacityBytes()).isEqualTo(3 * 4096);
        assertThat(vmdk.createType()).isEqualTo("streamOptimized");
        assertThat(vmdk.contentId()).isEqualTo(0xc0ffee01);
        assertThat(vmdk.grainSectors()).isEqualTo(8);
        assertThat(vmdk.grainCount()).isEqualTo(3);
        assertThat(vmdk.isReusable()).isFalse();
        assertThat(expand(vmdk)).isEqualTo(HandmadeVmdk.disk());
    }

    @Test
    void openWhenGrainsAreLeftOutOrZeroedReadsZeros() throws IOException {
        HandmadeVmdk handmade = new HandmadeVmdk().putInt(HandmadeVmdk.TABLE, 0).putInt(HandmadeVmdk.TABLE + 8, 1);
        for (int header : List.of(HandmadeVmdk.HEADER, HandmadeVmdk.FOOTER)) {
            handmade.putInt(header + 8, 0x30005);
        }
        VmdkFile vmdk = VmdkFile.open(handmade.image());
        byte[] expected = new byte[3 * 4096];
        System.arraycopy(HandmadeVmdk.filled('b'), 0, expected, 4096, 4096);
        assertThat(expand(vmdk)).isEqualTo(expected);
        assertThat(vmdk.populatedBytes()).isEqualTo(4096);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void openWhenThereAreNoMarkersReadsEveryGrain(boolean deflated) throws IOException {
        VmdkFile vmdk = VmdkFile.open(Image.ofBytes(HandmadeVmdk.monolithic(deflated)));
        assertThat(vmdk.createType()).isEqualTo("monolithicSparse");
        assertThat(vmdk.grainCount()).isEqualTo(1);
        assertThat(expand(vmdk)).isEqualTo(Arrays.copyOf(HandmadeVmdk.filled('a'), 3 * 4096));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void writeWhenAnyDiskIsReadAgain(long seed) throws IOException {
        Image disk = RandomDisks.of(seed);
        Path file = work.resolve("disk.vmdk");
        WrittenVmdk written = VmdkWriter.write(disk, OPTIONS, file, Progress.NONE);
        assertThat(written.capacityBytes()).isEqualTo(disk.size());
        assertThat(written.fileBytes()).isEqualTo(Files.size(file));
        assertThat(written.sha256()).isEqualTo(Image.ofFile(file).sha256());
        VmdkFile vmdk = VmdkFile.open(Image.ofFile(file));
        assertThat(vmdk.isReusable()).isTrue();
        assertThat(vmdk.populatedBytes()).isEqualTo(written.populatedBytes()).isEqualTo(populated(disk));
        assertThat(expand(vmdk)).isEqualTo(bytes(disk));
    }

    /// The grains of a disk that hold anything but zeros, counted in the plainest way.
    private static long populated(Image disk) throws IOException {
        byte[] bytes = bytes(disk);
        long populated = 0;
        for (int start = 0; start < bytes.length; start += GRAIN) {
            int end = Math.min(bytes.length, start + GRAIN);
            boolean any = false;
            for (int i = start; i < end; i++) {
                any |= bytes[i] != 0;
            }
            populated += any ? end - start : 0;
        }
        return populated;
    }

    @Test
    void writeWhenThreadsDifferGivesTheSameBytes() throws IOException {
        Image disk = RandomDisks.of(7);
        byte[] one = write(disk, 1);
        assertThat(write(disk, 2)).isEqualTo(one);
        assertThat(write(disk, 13)).isEqualTo(one);
    }

    @Test
    void writeWhenTheDiskIsLargeAndEmptyReadsNothingOfIt() throws IOException {
        // What is no file cannot be read.
        Image disk = Image.of(List.of(new ZeroExtent(1L << 45), new FileExtent(work.resolve("gone"), 0, 512)))
                .slice(0, 1L << 45);
        Path file = work.resolve("empty.vmdk");
        WrittenVmdk written = VmdkWriter.write(disk, OPTIONS, file, Progress.NONE);
        assertThat(written.populatedBytes()).isZero();
        // 128 sectors before the grains, the grain directory (4 bytes for each 32 MiB), four markers and a footer.
        assertThat(written.fileBytes()).isEqualTo(65_536 + (1L << (45 - 25)) * 4 + 4 * 512);
        assertThat(VmdkFile.open(Image.ofFile(file)).capacityBytes()).isEqualTo(1L << 45);
    }

    @Test
    void writeWhenTheSourceFailsLeavesNothingBehind() {
        Image disk = RandomDisks.of(8).then(Image.of(new FileExtent(work.resolve("gone"), 0, 512)));
        assertThatThrownBy(() -> VmdkWriter.write(disk, OPTIONS, work.resolve("x.vmdk"), Progress.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("gone");
        assertThat(work).isEmptyDirectory();
    }

    @Test
    void withGrainsWhenReplacedAndAddedGivesTheDiskWithThem() throws IOException {
        Image disk = Image.concat(RandomDisks.of(9), Image.zeros(100 * GRAIN), RandomDisks.of(10))
                .padTo(GRAIN);
        VmdkFile base = written(disk);
        long last = disk.size() / GRAIN - 1;
        SortedMap<Long, Image> contents = contents(11, 0, 3, 4, 60, 90, last);
        contents.put(91L, Image.zeros(GRAIN));
        Image expected = disk;
        for (var content : contents.entrySet()) {
            expected = expected.overlay(content.getKey() * GRAIN, content.getValue());
        }
        VmdkFile patched = VmdkFile.open(base.withGrains(contents));
        assertThat(expand(patched)).isEqualTo(bytes(expected));
        assertThat(patched.isReusable()).isTrue();
        assertThat(patched.contentId()).isEqualTo(base.contentId());
    }

    @Test
    void withGrainsWhenContentsDifferChangesNothingButTheseGrains() throws IOException {
        VmdkFile base = written(RandomDisks.of(12).padTo(GRAIN));
        byte[] one = bytes(base.withGrains(contents(13, 5, 6, 20)));
        SortedMap<Long, Image> zeros = new TreeMap<>();
        for (long number : List.of(5L, 6L, 20L)) {
            zeros.put(number, Image.zeros(GRAIN));
        }
        Image composed = base.withGrains(zeros);
        byte[] other = bytes(composed);
        assertThat(other).hasSameSizeAs(one);
        // Zeros stay extents of zeros, and cost no memory.
        assertThat(composed.extents().stream()
                        .filter(extent -> extent instanceof ZeroExtent(long length) && length == 65_535)
                        .count())
                .isEqualTo(3);
        int differing = 0;
        for (int i = 0; i < one.length; i++) {
            differing += one[i] != other[i] ? 1 : 0;
        }
        assertThat(differing).isBetween(3 * 60_000, 3 * (GRAIN + 4));
        assertThat(expand(VmdkFile.open(composed))).hasSize((int) base.capacityBytes());
    }

    @Test
    void withGrainsWhenTheBaseIsOfAnotherKindIsRefused() throws IOException {
        VmdkFile handmade = VmdkFile.open(new HandmadeVmdk().image());
        assertThatThrownBy(() -> handmade.withGrains(new TreeMap<>())).isInstanceOf(IllegalStateException.class);
        VmdkFile base = written(Image.zeros(GRAIN));
        assertThatThrownBy(() -> base.withGrains(contents(1, 1))).hasMessage("there is no grain 1");
        assertThatThrownBy(() -> base.withGrains(new TreeMap<>(Map.of(0L, Image.zeros(512)))))
                .hasMessage("grain 0 has 512 bytes");
    }

    private static SortedMap<Long, Image> contents(long seed, long... numbers) {
        SplittableRandom random = new SplittableRandom(seed);
        SortedMap<Long, Image> contents = new TreeMap<>();
        for (long number : numbers) {
            byte[] bytes = new byte[GRAIN];
            random.nextBytes(bytes);
            contents.put(number, Image.ofBytes(bytes));
        }
        return contents;
    }

    private VmdkFile written(Image disk) throws IOException {
        Path file = work.resolve("base.vmdk");
        VmdkWriter.write(disk, OPTIONS, file, Progress.NONE);
        return VmdkFile.open(Image.ofFile(file));
    }

    private byte[] write(Image disk, int threads) throws IOException {
        Path file = work.resolve(threads + ".vmdk");
        WrittenVmdk written = VmdkWriter.write(disk, OPTIONS, file, Progress.NONE, threads);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(written.sha256()).isEqualTo(Sha256.of(bytes));
        return bytes;
    }

    private byte[] expand(VmdkFile vmdk) throws IOException {
        Path raw = work.resolve("expanded.raw");
        vmdk.expandTo(raw, Progress.NONE);
        return Files.readAllBytes(raw);
    }

    private static byte[] bytes(Image image) throws IOException {
        return image.toByteArray(1 << 30);
    }
}
