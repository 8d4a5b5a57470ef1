package dev.slipway.builder.oci.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.Descriptor;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.ImageSelection;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.ResolvedImage;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerStoreTests {

    private static final byte[] LOWER = TestImages.tar("lower", TestImages.noise(700_000));
    private static final byte[] UPPER = TestImages.tar("upper", TestImages.noise(300_000));

    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();

    private LayerStore store() {
        return new LayerStore(new BuildCache(directory), 4 << 20);
    }

    private ImageSource source(TestImages.Made image) {
        return new ImageSource() {
            @Override
            public ResolvedImage resolve(Platform platform) throws IOException {
                return ImageSelection.select(
                        "test",
                        image.manifest(),
                        platform,
                        (descriptor, place) -> new dev.slipway.builder.oci.Document(
                                descriptor.digest(), Image.ofBytes(bytes(descriptor))));
            }

            private byte[] bytes(Descriptor descriptor) {
                return Objects.requireNonNull(image.blobs().get(descriptor.digest()));
            }

            @Override
            public InputStream open(Descriptor blob, long fromByte) {
                opened.incrementAndGet();
                byte[] bytes = bytes(blob);
                return new ByteArrayInputStream(bytes, (int) fromByte, bytes.length - (int) fromByte);
            }
        };
    }

    private List<StoredLayer> fetch(TestImages.Made image) throws IOException {
        LayerListener listener = new LayerListener() {
            @Override
            public void warning(String text) {
                warnings.add(text);
            }
        };
        return OciBase.open(source(image), Platform.linux("amd64"), store(), listener)
                .layers();
    }

    private static byte[] bytes(StoredLayer layer) throws IOException {
        return layer.tar().toByteArray(16 << 20);
    }

    private Path tar(byte[] plain) {
        return directory.resolve("layers").resolve(Digest.of(plain).hex());
    }

    @Test
    void fetchUnpacksByContentWhateverTheMediaTypeSays() throws IOException {
        byte[] gzip = TestImages.gzip(LOWER);
        byte[] zstd = TestImages.zstd(UPPER);
        List<StoredLayer> layers = fetch(TestImages.image(gzip, LOWER, zstd, UPPER, LOWER, LOWER));
        assertThat(bytes(layers.get(0))).isEqualTo(LOWER);
        assertThat(bytes(layers.get(1))).isEqualTo(UPPER);
        assertThat(bytes(layers.get(2))).isEqualTo(LOWER);
        assertThat(layers.get(1).digest()).isEqualTo(Digest.of(zstd));
        assertThat(layers.get(1).diffId()).isEqualTo(Digest.of(UPPER));
        assertThat(warnings).isEmpty();
    }

    /// As estargz and pigz write them: gzip's members one after another (RFC 1952, 2.2).
    @Test
    void fetchReadsAllMembersOfAGzip() throws IOException {
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        for (int from = 0; from < LOWER.length; from += 100_000) {
            blob.write(TestImages.gzip(Arrays.copyOfRange(LOWER, from, Math.min(LOWER.length, from + 100_000))));
        }
        assertThat(bytes(fetch(TestImages.image(blob.toByteArray(), LOWER)).getFirst()))
                .isEqualTo(LOWER);
    }

    @Test
    void fetchReadsAllFramesOfAZstd() throws IOException {
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        // A skippable frame of four bytes (RFC 8878, 3.1.2), as zstd:chunked has them.
        blob.write(new byte[] {0x50, 0x2A, 0x4D, 0x18, 4, 0, 0, 0, 1, 2, 3, 4});
        blob.write(TestImages.zstd(Arrays.copyOf(LOWER, 5000)));
        blob.write(TestImages.zstd(Arrays.copyOfRange(LOWER, 5000, LOWER.length)));
        assertThat(bytes(fetch(TestImages.image(blob.toByteArray(), LOWER)).getFirst()))
                .isEqualTo(LOWER);
    }

    @Test
    void fetchWhenALayerIsHereOpensNothing() throws IOException {
        TestImages.Made image = TestImages.image(TestImages.gzip(LOWER), LOWER);
        fetch(image);
        fetch(image);
        assertThat(opened).hasValue(1);
    }

    @Test
    void fetchWhenACachedLayerWasChangedFetchesItAgainAndSaysSo() throws IOException {
        TestImages.Made image = TestImages.image(TestImages.gzip(LOWER), LOWER);
        fetch(image);
        byte[] damaged = LOWER.clone();
        damaged[5000] ^= 1;
        Files.write(tar(LOWER), damaged);
        assertThat(bytes(fetch(image).getFirst())).isEqualTo(LOWER);
        assertThat(warnings).singleElement().asString().contains("was damaged in the cache");
        assertThat(opened).hasValue(2);
    }

    /// The cache must not make an image whole that nobody else could use.
    @Test
    void fetchWhenAnImageNamesAForeignDiffIdThatIsHereRefuses() throws IOException {
        fetch(TestImages.image(TestImages.gzip(LOWER), LOWER));
        assertThatThrownBy(() -> fetch(TestImages.image(TestImages.gzip(UPPER), LOWER)))
                .hasMessageContaining("does not unpack to what the image says");
        assertThat(Files.readAllBytes(tar(LOWER))).isEqualTo(LOWER);
    }

    private void assertRefused(TestImages.Made image, String code) throws IOException {
        assertThatThrownBy(() -> fetch(image))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problem().code()).isEqualTo(code));
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allMatch(file -> file.toString().endsWith(".lock"));
        }
    }

    @Test
    void fetchWhenALayerIsNoGoodKeepsNothing() throws IOException {
        byte[] gzip = TestImages.gzip(LOWER);
        assertRefused(TestImages.image(Arrays.copyOf(gzip, gzip.length / 2), LOWER), "oci.layer-damaged");
        byte[] checksum = gzip.clone();
        checksum[gzip.length - 8] ^= 1;
        assertRefused(TestImages.image(checksum, LOWER), "oci.layer-damaged");
        byte[] zstd = TestImages.zstd(LOWER);
        assertRefused(TestImages.image(Arrays.copyOf(zstd, zstd.length / 2), LOWER), "oci.layer-damaged");
        assertRefused(TestImages.image(gzip, UPPER), "oci.diff-id");
        assertRefused(TestImages.image(LOWER, UPPER), "oci.diff-id");
        TestImages.Made exchanged = TestImages.image(gzip, LOWER);
        exchanged.blobs().put(Digest.of(gzip), TestImages.gzip(UPPER));
        assertRefused(exchanged, "oci.blob-digest");
    }

    @Test
    void fetchWhenWhatAnEarlierRunLeftIsDamagedBeginsAnew() throws IOException {
        byte[] gzip = TestImages.gzip(LOWER);
        Path part = Files.createDirectories(directory.resolve("blobs"))
                .resolve(Digest.of(gzip).hex() + ".part");
        byte[] left = Arrays.copyOf(gzip, 100_000);
        left[50_000] ^= 1;
        Files.write(part, left);
        assertThat(bytes(fetch(TestImages.image(gzip, LOWER)).getFirst())).isEqualTo(LOWER);
        assertThat(warnings).singleElement().asString().contains("an earlier run left");
        assertThat(part).doesNotExist();
    }

    @Test
    void fetchWhenALayerUnpacksWithoutEndNamesTheEntry() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        byte[] start = TestImages.tar("etc/passwd", new byte[10]);
        byte[] entry = TestImages.tar("var/bomb", new byte[0]);
        // The header promises 8 GiB minus one byte, the most that octal digits can say; the checksum is made to fit.
        byte[] header = Arrays.copyOf(entry, 512);
        Arrays.fill(header, 124, 135, (byte) '7');
        setChecksum(header);
        bomb.write(TestImages.gzip(Arrays.copyOf(start, 1024)));
        bomb.write(TestImages.gzip(header));
        bomb.write(TestImages.gzip(new byte[8 << 20]));
        assertThatThrownBy(() -> fetch(TestImages.image(bomb.toByteArray(), LOWER)))
                .hasMessageContaining(Digest.of(bomb.toByteArray()).toString())
                .hasMessageContaining("entry 'var/bomb'")
                .hasMessageContaining("more than 4194304");
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allMatch(file -> file.toString().endsWith(".lock"));
        }
    }

    private static void setChecksum(byte[] header) {
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xFF;
        }
        byte[] digits = "%06o\0 ".formatted(sum).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, header, 148, digits.length);
    }

    @Test
    void fetchWhenALayerIsOnlyWellCompressedTakesIt() throws IOException {
        byte[] plain = TestImages.tar("zeros", Arrays.copyOf(TestImages.noise(150_000), 8 << 20));
        byte[] gzip = TestImages.gzip(plain);
        assertThat(plain.length).isGreaterThan(4 << 20).isLessThan(100 * gzip.length);
        assertThat(bytes(fetch(TestImages.image(gzip, plain)).getFirst())).isEqualTo(plain);
    }

    @Test
    void fetchWhenSeveralBuildsRunAtOnceFetchesOnce() throws Exception {
        TestImages.Made image = TestImages.image(TestImages.gzip(LOWER), LOWER, TestImages.gzip(UPPER), UPPER);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<StoredLayer>>> builds = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                builds.add(threads.submit(() -> fetch(image)));
            }
            for (Future<List<StoredLayer>> build : builds) {
                assertThat(bytes(build.get().getFirst())).isEqualTo(LOWER);
            }
        }
        assertThat(opened).hasValue(2);
    }

    @Test
    void fetchTellsHowFarItHasCome() throws IOException {
        AtomicLong last = new AtomicLong();
        List<String> steps = new ArrayList<>();
        TestImages.Made image = TestImages.image(TestImages.gzip(LOWER), LOWER, TestImages.zstd(UPPER), UPPER);
        long total = image.layers().stream().mapToLong(Descriptor::size).sum();
        OciBase.open(source(image), Platform.linux("amd64"), store(), new LayerListener() {
            @Override
            public void step(String step) {
                steps.add(step);
            }

            @Override
            public void progress(long done, long all) {
                assertThat(all).isEqualTo(total);
                assertThat(done).isGreaterThan(last.getAndSet(done));
            }
        });
        assertThat(last).hasValue(total);
        assertThat(steps).containsExactly("Resolve the base image", "Fetch 2 layers");
    }

    @Test
    void fetchWhenTheImageHasNoLayerGivesNone() throws IOException {
        assertThat(fetch(TestImages.image())).isEmpty();
    }
}
