package dev.slipway.builder.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// Whatever a descriptor says of whatever image, it is refused as bad input, or what is written lies in the area
/// that it names. The bytes are those of an image; the first 4096 are the descriptor, too.
class SiteDescriptorFuzzTests {

    private static final int DESCRIPTOR_BYTES = 4096;

    @FuzzTest(maxDuration = "5m")
    void withWhenBytesAreAnyWritesInTheAreaOrRefuses(byte[] bytes) throws IOException {
        Image image = Image.ofBytes(bytes);
        Image text = image.slice(0, Math.min(DESCRIPTOR_BYTES, image.size()));
        Directory medium = new TreeBuilder(Metadata.of(0755, Instant.EPOCH))
                .put("slipway.json", new RegularFile(Metadata.of(0444, Instant.EPOCH), text))
                .build();
        SiteDescriptor descriptor;
        byte[] after;
        try {
            Optional<SiteDescriptor> read = SiteDescriptor.read(medium);
            descriptor = read.orElseThrow();
            Flavour flavour = Flavour.named(descriptor.flavour());
            UserData userData = UserData.of("#cloud-config\n{}\n".getBytes(StandardCharsets.UTF_8), "fuzz");
            after = SiteMedium.of(image, flavour, descriptor)
                    .with(SiteContent.of(userData))
                    .toByteArray(1 << 24);
        } catch (ProblemException e) {
            assertThat(e.problem().kind()).isIn(Problem.Kind.INPUT, Problem.Kind.USAGE);
            return;
        }
        assertThat(after).hasSameSizeAs(bytes);
        int start = Math.toIntExact(descriptor.offset());
        int end = Math.toIntExact(descriptor.offset() + descriptor.length());
        assertThat(Arrays.mismatch(after, 0, start, bytes, 0, start)).isEqualTo(-1);
        assertThat(Arrays.mismatch(after, end, after.length, bytes, end, bytes.length))
                .isEqualTo(-1);
    }
}
