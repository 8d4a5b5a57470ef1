package dev.slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumableSha256Tests {

    private static final long SEED = 20261121;

    @TempDir
    Path directory;

    private ResumableSha256 empty;

    @BeforeEach
    void begin() {
        assumeTrue(ResumableSha256.begin().isPresent(), "OpenSSL's libcrypto is not here");
        empty = ResumableSha256.begin().orElseThrow();
    }

    @Test
    void hexOfNothingIsThatOfTheStandard() {
        assertThat(empty.hex()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void thenAndResumeAgreeWithTheJdkOnAnySplit() throws IOException {
        System.out.println("splits: seed " + SEED);
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            byte[] noise = new byte[random.nextInt(400_000)];
            random.nextBytes(noise);
            int cut = random.nextInt(noise.length + 1) / 64 * 64;
            Image prefix = parts(noise, 0, cut, round).then(Image.zeros(64L * random.nextInt(3000)));
            Image tail = parts(noise, cut, noise.length - cut, round).then(Image.zeros(random.nextInt(100_000)));

            byte[] saved = empty.then(prefix).save();
            ResumableSha256 resumed = ResumableSha256.resume(saved).orElseThrow();

            assertThat(resumed.hex()).isEqualTo(prefix.sha256().hex());
            assertThat(resumed.then(tail).hex())
                    .isEqualTo(prefix.then(tail).sha256().hex());
            assertThat(resumed.save()).isEqualTo(saved);
        }
    }

    /// In memory, and every fourth time in a file.
    private Image parts(byte[] noise, int from, int length, int round) throws IOException {
        Image memory = Image.ofBytes(noise).slice(from, length);
        if (round % 4 != 0) {
            return memory;
        }
        Path file = directory.resolve("part-%d-%d".formatted(round, from));
        memory.writeTo(file);
        return Image.ofFile(file);
    }

    @Test
    void resumeWhereTheNumberOfBitsNeedsItsSecondWordCountsOn() throws IOException {
        Image large = Image.zeros((1L << 29) + 64);
        byte[] saved = empty.then(large).save();

        Image tail = Image.ofBytes(new byte[] {1, 2, 3});
        assertThat(ResumableSha256.resume(saved).orElseThrow().then(tail).hex())
                .isEqualTo(large.sha256().then(tail).hex());
    }

    @Test
    void saveWithinABlockIsRefused() throws IOException {
        ResumableSha256 within = empty.then(Image.zeros(65));
        assertThatThrownBy(within::save)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("after 65 bytes");
    }

    @Test
    void resumeOfSomethingElseIsNone() {
        assertThat(ResumableSha256.resume(new byte[39])).isEmpty();
    }
}
