package dev.slipway.builder.layer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.image.tar.TarWriter;
import dev.slipway.image.tree.Directory;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Whatever bytes a layer has, it is applied or refused as bad input: no other failure, no endless work, and what is
/// applied can be written. Runs over the seeds and findings beside it; CONTRIBUTING.md tells how to fuzz for new ones.
class LayerFuzzTests {

    private static final int BLOCK = 512;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_BYTES = 8;

    @FuzzTest(maxDuration = "5m")
    void ofWhenBytesAreAnyAppliesOrRefuses(byte[] bytes) throws IOException {
        // Nearly every change breaks a checksum, and would be refused for that alone.
        byte[] fitting = withChecksums(bytes);
        int half = fitting.length / BLOCK / 2 * BLOCK;
        Layer lower = new Layer("sha256:lower", Image.ofBytes(Arrays.copyOf(fitting, half)));
        Layer upper = new Layer("sha256:upper", Image.ofBytes(Arrays.copyOfRange(fitting, half, fitting.length)));
        Directory tree;
        try {
            tree = LayeredTree.of(List.of(lower, upper));
        } catch (ProblemException e) {
            assertThat(e.problem().kind()).isEqualTo(Problem.Kind.INPUT);
            assertThat(e.problem().code()).startsWith("layer.");
            assertThat(e.problem().what()).contains("sha256:");
            return;
        }
        Image tar = TarWriter.plan(tree);
        List<String> again = Listing.full(LayeredTree.of(List.of(new Layer("sha256:again", tar))), Instant.MAX);
        assertThat(again).isEqualTo(Listing.full(tree, Instant.MAX));
    }

    /// Puts a right checksum into each block that could be a header.
    private static byte[] withChecksums(byte[] bytes) {
        byte[] fitting = bytes.clone();
        for (int start = 0; start + BLOCK <= fitting.length; start += BLOCK) {
            if (fitting[start + CHECKSUM + CHECKSUM_BYTES - 2] != 0) {
                continue;
            }
            Arrays.fill(fitting, start + CHECKSUM, start + CHECKSUM + CHECKSUM_BYTES, (byte) ' ');
            int sum = 0;
            for (int i = start; i < start + BLOCK; i++) {
                sum += fitting[i] & 0xFF;
            }
            byte[] digits = "%06o\0 ".formatted(sum).getBytes(ISO_8859_1);
            System.arraycopy(digits, 0, fitting, start + CHECKSUM, CHECKSUM_BYTES);
        }
        return fitting;
    }
}
