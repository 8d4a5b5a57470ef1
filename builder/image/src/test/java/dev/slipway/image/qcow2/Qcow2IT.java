package dev.slipway.image.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.ImageWriter.Progress;
import dev.slipway.image.MalformedImageException;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What QEMU writes, whatever its options, is the disk it was made of.
@RequiresTool({"qemu-img", "qemu-io"})
class Qcow2IT {

    @TempDir
    private Path work;

    private Path raw = Path.of("");
    private Path qcow2 = Path.of("");

    @BeforeEach
    void writeRawDisk() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        byte[] noise = new byte[3_000_000];
        random.nextBytes(noise);
        byte[] text = new byte[5_000_000];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) ('a' + random.nextInt(4));
        }
        raw = work.resolve("disk.raw");
        qcow2 = work.resolve("disk.qcow2");
        Image.concat(
                        Image.ofBytes(noise),
                        Image.zeros(40 << 20),
                        Image.ofBytes(text),
                        Image.zeros(60 << 20),
                        Image.ofBytes(noise).slice(0, 100_000))
                .padTo(512)
                .writeTo(raw);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain         |
            version 2     | -o compat=0.10
            4 KiB         | -o cluster_size=4k
            2 MiB         | -o cluster_size=2M
            512 bytes     | -o cluster_size=512
            deflate       | -c
            deflate, v2   | -c -o compat=0.10
            deflate, 4 KiB| -c -o cluster_size=4k
            deflate, 2 MiB| -c -o cluster_size=2M
            zstd          | -c -o compression_type=zstd
            zstd, 2 MiB   | -c -o compression_type=zstd,cluster_size=2M
            lazy          | -o lazy_refcounts=on
            preallocated  | -o preallocation=metadata
            """)
    void expandWhenQemuWroteItIsTheSameDisk(String name, @Nullable String options) throws IOException {
        convert(options == null ? "" : options);
        assertExpands(name);
    }

    @Test
    void expandWhenThereAreSnapshotsIsTheDiskAsItIsNow() throws IOException {
        convert("");
        Tool.of("qemu-img", "snapshot", "-c", "before", qcow2).run();
        Tool.of("qemu-io", "-c", "write -P 0x41 1000000 300000", "-c", "write -z 45000000 200000", qcow2)
                .run();
        Tool.of("qemu-img", "snapshot", "-c", "between", qcow2).run();
        Tool.of("qemu-io", "-c", "discard 50000000 1000000", qcow2).run();
        Tool.of("qemu-img", "convert", "-f", "qcow2", "-O", "raw", qcow2, raw).run();
        assertExpands("with snapshots");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -o encrypt.format=aes,encrypt.key-secret=s --object secret,id=s,data=x | the image is encrypted
            -o extended_l2=on                       | has subclusters (extended_l2), which are not read
            -o data_file=data.raw                   | keeps its data in another file
            """)
    void openWhenQemuUsedWhatIsNotReadSaysSo(String options, String problem) {
        Tool.of("qemu-img", "create", "-q", "-f", "qcow2")
                .and((Object[]) options.split(" "))
                .and("disk.qcow2", "10M")
                .in(work)
                .run();
        assertRefused(problem);
    }

    @Test
    void openWhenThereIsABackingFileSaysSo() {
        Tool.of("qemu-img", "create", "-q", "-f", "qcow2", "-b", raw, "-F", "raw", qcow2)
                .run();
        assertRefused("differs from a backing file");
    }

    private void assertRefused(String problem) {
        assertThatThrownBy(() -> Qcow2File.open(qcow2))
                .isInstanceOf(MalformedImageException.class)
                .hasMessageContaining(problem);
    }

    private void convert(String options) {
        Tool convert = Tool.of("qemu-img", "convert", "-f", "raw", "-O", "qcow2");
        Tool with = options.isEmpty() ? convert : convert.and((Object[]) options.split(" "));
        with.and(raw, qcow2).run();
    }

    private void assertExpands(String name) throws IOException {
        Qcow2File file = Qcow2File.open(qcow2);
        Path expanded = work.resolve("expanded.raw");
        file.expandTo(expanded, Progress.NONE);
        assertThat(Files.mismatch(expanded, raw)).as(name).isEqualTo(-1);
        if (!file.isCompressed()) {
            assertThat(file.image().sha256()).isEqualTo(Image.ofFile(raw).sha256());
        }
    }
}
