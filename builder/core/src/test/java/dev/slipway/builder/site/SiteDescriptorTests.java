package dev.slipway.builder.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.site.SiteDescriptor.SiteFile;
import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.TreeBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteDescriptorTests {

    private static final SiteDescriptor DESCRIPTOR = new SiteDescriptor(
            "debian-live",
            5_000_000_000L,
            1 << 20,
            List.of(
                    new SiteFile("slipway/meta-data", 5_000_002_048L, 131_072, List.of(5_000_000_110L, 5_000_000_310L)),
                    new SiteFile("slipway/user-data", 5_000_133_120L, 131_072, List.of(5_000_000_210L))));

    private static Directory medium(Image content) {
        return new TreeBuilder(Metadata.of(0755, Instant.EPOCH))
                .put("slipway.json", new RegularFile(Metadata.of(0444, Instant.EPOCH), content))
                .build();
    }

    @Test
    void readGivesWhatWasEncoded() throws IOException {
        assertThat(SiteDescriptor.read(medium(DESCRIPTOR.encode()))).contains(DESCRIPTOR);
    }

    @Test
    void encodeFillsThePlaceholder() {
        assertThat(DESCRIPTOR.encode().size())
                .isEqualTo(SiteDescriptor.placeholder().size());
    }

    @Test
    void readWhenThereIsNoneGivesNothing() throws IOException {
        assertThat(SiteDescriptor.read(new TreeBuilder(Metadata.of(0755, Instant.EPOCH)).build()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"slipway\": 2}",
                "{\"slipway\": \"x\"}",
                "{\"slipway\": 1, \"flavour\": \"f\"}",
                "{\"slipway\": 1, \"flavour\": \"f\", \"siteArea\": {\"offset\": \"x\", \"length\": 1, \"files\": []}}",
                "{\"slipway\": 1, \"flavour\": \"f\", \"siteArea\": {\"offset\": 1, \"length\": -1, \"files\": []}}",
                "{\"slipway\": 1, \"flavour\": \"f\", \"siteArea\": {\"offset\": 1, \"length\": 1, \"files\": [{}]}}"
            })
    void readWhenItCannotBeUnderstoodSaysSo(String text) {
        Directory medium = medium(Image.ofBytes(text.getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> SiteDescriptor.read(medium))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("/slipway.json");
    }

    @Test
    void readWhenItIsAPlaceholderSaysSo() {
        assertThatThrownBy(() -> SiteDescriptor.read(medium(SiteDescriptor.placeholder())))
                .isInstanceOf(ProblemException.class);
    }
}
