package dev.slipway.builder.coreos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.image.cpio.CpioImage;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class IgnitionArchiveTests {

    private static final int AREA_BYTES = 64 * 1024;
    private static final byte[] CONFIG = "{\"ignition\": {\"version\": \"3.4.0\"}}\n".getBytes(StandardCharsets.UTF_8);

    private static byte[] area(byte[] packed) {
        return Arrays.copyOf(packed, AREA_BYTES);
    }

    /// As coreos-installer wrote them before it took to xz.
    private static byte[] gzipped(String... paths) throws IOException {
        TreeBuilder tree = new TreeBuilder(Metadata.of(0755, Instant.EPOCH));
        for (String path : paths) {
            tree.put(path, new RegularFile(Metadata.of(0600, Instant.EPOCH), Image.ofBytes(CONFIG)));
        }
        Directory built = tree.build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(CpioImage.plan(built).toByteArray(1 << 20));
        }
        return bytes.toByteArray();
    }

    @Test
    void configGivesWhatWasPacked() {
        assertThat(IgnitionArchive.config(area(IgnitionArchive.pack(CONFIG)))).contains(CONFIG);
        assertThat(IgnitionArchive.others(area(IgnitionArchive.pack(CONFIG)))).isEmpty();
        assertThat(IgnitionArchive.pack(CONFIG)).isEqualTo(IgnitionArchive.pack(CONFIG.clone()));
    }

    @Test
    void configOfAnEmptyAreaIsNone() {
        assertThat(IgnitionArchive.config(new byte[AREA_BYTES])).isEmpty();
    }

    @Test
    void configReadsGzipToo() throws IOException {
        assertThat(IgnitionArchive.config(area(gzipped("config.ign")))).contains(CONFIG);
    }

    @Test
    void othersNamesWhatWouldBeLost() throws IOException {
        byte[] area = area(gzipped("config.ign", "etc/coreos-firstboot-network/eth0.nmconnection"));
        assertThat(IgnitionArchive.others(area)).containsExactly("etc/coreos-firstboot-network/eth0.nmconnection");
    }

    @Test
    void configOfAnythingElseIsRefused() {
        byte[] half = area(IgnitionArchive.pack(CONFIG));
        Arrays.fill(half, 0, 20, (byte) 0);
        assertThatThrownBy(() -> IgnitionArchive.config(half)).isInstanceOf(ProblemException.class);
        byte[] cut = area(Arrays.copyOf(IgnitionArchive.pack(CONFIG), 60));
        assertThatThrownBy(() -> IgnitionArchive.config(cut)).isInstanceOf(ProblemException.class);
        Random random = new Random(7);
        for (int round = 0; round < 100; round++) {
            byte[] noise = new byte[4096];
            random.nextBytes(noise);
            assertThatThrownBy(() -> IgnitionArchive.config(noise)).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void configThatUnpacksToTooMuchIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[17 << 20]);
        }
        assertThatThrownBy(() -> IgnitionArchive.config(bytes.toByteArray())).hasMessageContaining("more than");
    }
}
