package dev.slipway.image.compression;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.compression.Compression.Method;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTests {

    private static final int BLOCK_BYTES = 128 << 10;
    private static final byte[] TEXT = "squashfs ".repeat(5_000).getBytes(US_ASCII);

    /// Of one plain text, "slipway slipway slipway", by the reference tools: zlib, `zstd --no-check`,
    /// `xz -C crc32`; the lz4 block is worked out by hand.
    @ParameterizedTest
    @MethodSource("foreignBlocks")
    void decompressWhenBlockIsOfTheReferenceToolGivesTheText(Method method, String hex) throws Exception {
        byte[] block = HexFormat.of().parseHex(hex);
        byte[] plain = new byte[100];
        try (BlockDecompressor decompressor = method.decompressor()) {
            int count = decompressor.decompress(block, 0, block.length, plain);
            assertThat(new String(plain, 0, count, US_ASCII)).isEqualTo("slipway slipway slipway");
        }
    }

    static Stream<Object[]> foreignBlocks() {
        return Stream.of(
                new Object[] {Method.GZIP, "78da2bcec92c284fac542846a501703d095c"},
                new Object[] {Method.ZSTD, "28b52ffd201775000040736c6970776179200100eb0a17"},
                new Object[] {
                    Method.XZ,
                    "fd377a585a0000016922de360200210116000000742fe5a3e00016000e5d00399b0961f3f881d88c611e"
                            + "f6400000000096cbf99200012617c8b38b609042990d010000000001595a"
                },
                new Object[] {Method.LZ4, "86736c6970776179200800506970776179"});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gzip:1", "gzip:6", "gzip:9", "gzip:12", "zstd:1", "zstd:3", "zstd:19", "xz:0", "xz:6", "lz4"})
    void decompressWhenWeCompressedItGivesTheSame(String name) throws Exception {
        assertRoundTrip(Compression.parse(name), TEXT);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void compressWhenBlocksFollowEachOtherDoesNotDependOnTheOneBefore(Method method) {
        try (BlockCompressor fresh = Compression.of(method).compressor(BLOCK_BYTES);
                BlockCompressor used = Compression.of(method).compressor(BLOCK_BYTES)) {
            compress(used, random(BLOCK_BYTES), 2 * BLOCK_BYTES);
            compress(used, random(1000), 10);
            assertThat(compress(used, TEXT, BLOCK_BYTES)).isEqualTo(compress(fresh, TEXT, BLOCK_BYTES));
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void compressWhenResultDoesNotFitSaysSoAndStaysUsable(Method method) throws Exception {
        Compression compression = Compression.of(method);
        try (BlockCompressor compressor = compression.compressor(BLOCK_BYTES)) {
            ByteBuffer target = ByteBuffer.allocateDirect(BLOCK_BYTES).limit(BLOCK_BYTES - 1);
            assertThat(compressor.compress(direct(random(BLOCK_BYTES)), target)).isFalse();
            assertThat(target.position()).isZero();
            for (int room : new int[] {0, 1, 5, 6, 7}) {
                assertThat(compressor.compress(direct(random(100)), ByteBuffer.allocateDirect(room)))
                        .isFalse();
            }
            assertThat(compress(compressor, TEXT, BLOCK_BYTES)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void decompressWhenItHoldsMoreThanFitsThrows(Method method) {
        byte[] block = compress(Compression.of(method), TEXT);
        try (BlockDecompressor decompressor = method.decompressor()) {
            assertThatThrownBy(() -> decompressor.decompress(block, 0, block.length, new byte[TEXT.length - 1]))
                    .isInstanceOf(MalformedBlockException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void decompressWhenBlockIsCutShortThrows(Method method) {
        byte[] block = compress(Compression.of(method), TEXT);
        try (BlockDecompressor decompressor = method.decompressor()) {
            for (int length : new int[] {0, 1, block.length / 2, block.length - 1}) {
                assertThatThrownBy(() -> decompressor.decompress(block, 0, length, new byte[TEXT.length]))
                        .isInstanceOf(MalformedBlockException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void decompressWhenAnyBitIsFlippedNeverFailsInAnotherWay(Method method) {
        byte[] block = compress(Compression.of(method), TEXT);
        byte[] plain = new byte[TEXT.length];
        SplittableRandom random = new SplittableRandom(7);
        try (BlockDecompressor decompressor = method.decompressor()) {
            for (int i = 0; i < 500; i++) {
                byte[] broken = block.clone();
                broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
                try {
                    assertThat(decompressor.decompress(broken, 0, broken.length, plain))
                            .isBetween(0, plain.length);
                } catch (MalformedBlockException expected) {
                    assertThat(expected).hasMessageStartingWith(method == Method.GZIP ? "zlib" : method.toString());
                }
            }
        }
    }

    @Test
    void compressWhenGzipGivesWhatTheJdkInflates() throws Exception {
        for (int level = 1; level <= 12; level++) {
            byte[] block = compress(new Compression(Method.GZIP, level), TEXT);
            Inflater inflater = new Inflater();
            inflater.setInput(block);
            byte[] plain = new byte[TEXT.length];
            assertThat(inflater.inflate(plain)).isEqualTo(TEXT.length);
            assertThat(plain).isEqualTo(TEXT);
            inflater.end();
        }
    }

    @Test
    void compressWhenJdkTakesThePlaceOfLibdeflateGivesWhatBothDecompress() throws Exception {
        byte[] block;
        try (BlockCompressor jdk = new JdkZlibCompressor(6)) {
            block = compress(jdk, TEXT, BLOCK_BYTES);
            assertThat(jdk.compress(direct(random(1000)), ByteBuffer.allocateDirect(999)))
                    .isFalse();
        }
        for (BlockDecompressor decompressor :
                new BlockDecompressor[] {new JdkZlibDecompressor(), Method.GZIP.decompressor()}) {
            byte[] plain = new byte[TEXT.length];
            assertThat(decompressor.decompress(block, 0, block.length, plain)).isEqualTo(TEXT.length);
            assertThat(plain).isEqualTo(TEXT);
            assertThatThrownBy(() -> decompressor.decompress(block, 0, block.length, new byte[TEXT.length - 1]))
                    .isInstanceOf(MalformedBlockException.class);
            assertThatThrownBy(() -> decompressor.decompress(block, 0, block.length - 1, plain))
                    .isInstanceOf(MalformedBlockException.class);
            decompressor.close();
        }
    }

    @Test
    void parseWhenLevelIsLeftOutTakesTheUsualOne() {
        assertThat(Compression.parse("zstd")).isEqualTo(new Compression(Method.ZSTD, 15));
        assertThat(Compression.parse("gzip:6")).hasToString("gzip:6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lzma", "zstd:", "zstd:23", "zstd:0", "gzip:13", "xz:-1", "GZIP", "lz4:2", "zstd:x"})
    void parseWhenTextIsWrongThrows(String text) {
        assertThatThrownBy(() -> Compression.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRoundTrip(Compression compression, byte[] plain) throws Exception {
        byte[] block = compress(compression, plain);
        byte[] padded = new byte[block.length + 20];
        System.arraycopy(block, 0, padded, 10, block.length);
        byte[] result = new byte[BLOCK_BYTES];
        try (BlockDecompressor decompressor = compression.method().decompressor()) {
            int count = decompressor.decompress(padded, 10, block.length, result);
            assertThat(Arrays.copyOf(result, count)).isEqualTo(plain);
        }
    }

    private static byte[] compress(Compression compression, byte[] plain) {
        try (BlockCompressor compressor = compression.compressor(BLOCK_BYTES)) {
            return compress(compressor, plain, BLOCK_BYTES);
        }
    }

    private static byte[] compress(BlockCompressor compressor, byte[] plain, int room) {
        ByteBuffer source = direct(plain);
        ByteBuffer target = ByteBuffer.allocateDirect(room);
        if (!compressor.compress(source, target)) {
            return new byte[0];
        }
        assertThat(source.remaining()).isEqualTo(plain.length);
        byte[] block = new byte[target.flip().remaining()];
        target.get(block);
        return block;
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(3).nextBytes(bytes);
        return bytes;
    }
}
