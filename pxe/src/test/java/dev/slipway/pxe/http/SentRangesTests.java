package dev.slipway.pxe.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentRangesTests {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void coversWhenEveryByteWasSent(long seed) {
        RandomGenerator random = new Random(seed);
        SentRanges ranges = new SentRanges();
        BitSet bytes = new BitSet();
        int size = 500;
        for (int i = 0; i < 400; i++) {
            int from = random.nextInt(size);
            int to = random.nextInt(from + 1, Math.min(size, from + 40) + 1);
            ranges.add(from, to);
            bytes.set(from, to);
            assertThat(ranges.covers(size)).isEqualTo(bytes.cardinality() == size);
        }
        ranges.add(0, size);
        assertThat(ranges.covers(size)).isTrue();
    }

    @Test
    void gapsWithoutEndAreNotKept() {
        SentRanges ranges = new SentRanges();
        for (int i = 0; i < 10_000; i++) {
            ranges.add(2L * i, 2L * i + 1);
        }
        assertThat(ranges.count()).isEqualTo(256);
    }
}
