package dev.slipway.image.iso9660;

import static dev.slipway.image.iso9660.IsoRequests.hybrid;
import static dev.slipway.image.iso9660.IsoRequests.randomTree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.RandomTrees.Names;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class IsoCorruptionTests {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @Test
    void readWhenBitsAreFlippedEndsInATreeOrAnException() throws IOException {
        IsoLayout layout = IsoLayout.plan(hybrid(randomTree(77, Names.BYTES)));
        byte[] tables = layout.image().slice(0, 128L * Blocks.BLOCK_BYTES).toByteArray(1 << 20);
        Image rest = layout.image().slice(tables.length, layout.image().size() - tables.length);
        SplittableRandom random = new SplittableRandom(1);

        int malformed = Assertions.assertTimeoutPreemptively(DEADLINE, () -> {
            int count = 0;
            for (int round = 0; round < 4000; round++) {
                byte[] corrupt = tables.clone();
                for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
                    int at = random.nextInt(16 * Blocks.BLOCK_BYTES, 60 * Blocks.BLOCK_BYTES);
                    corrupt[at] = random.nextBoolean()
                            ? (byte) (corrupt[at] ^ 1 << random.nextInt(8))
                            : (byte) random.nextInt(256);
                }
                count += read(Image.ofBytes(corrupt).then(rest)) ? 0 : 1;
            }
            return count;
        });

        assertThat(malformed).isGreaterThan(100);
    }

    @Test
    void readWhenCutShortTellsWhatIsMissing() throws IOException {
        Image image = IsoLayout.plan(hybrid(randomTree(78, Names.UTF8))).image();

        for (long blocks = 0; blocks < 40; blocks++) {
            assertThat(read(image.slice(0, blocks * Blocks.BLOCK_BYTES))).isFalse();
        }
    }

    /// Whether the image could be read; any other exception fails the test.
    private static boolean read(Image image) throws IOException {
        try {
            IsoReader reader = IsoReader.open(image);
            for (Hierarchy hierarchy : reader.hierarchies()) {
                reader.tree(hierarchy);
            }
            return true;
        } catch (MalformedImageException e) {
            assertThat(e).hasMessageContaining(" at byte ");
            return false;
        }
    }
}
