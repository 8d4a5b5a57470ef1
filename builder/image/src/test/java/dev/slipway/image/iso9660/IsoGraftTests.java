package dev.slipway.image.iso9660;

import static dev.slipway.image.iso9660.IsoRequests.LABELS;
import static dev.slipway.image.iso9660.IsoRequests.file;
import static dev.slipway.image.iso9660.IsoRequests.hybrid;
import static dev.slipway.image.iso9660.IsoRequests.randomTree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.iso9660.IsoRequest.Graft;
import dev.slipway.image.iso9660.IsoRequest.Partition;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.RandomTrees.Names;
import dev.slipway.image.tree.TreeBuilder;
import dev.slipway.image.tree.TreeListing;
import dev.slipway.image.tree.TreeListing.Aspect;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoGraftTests {

    private static final Aspect[] ALL = {Aspect.MODE, Aspect.OWNER, Aspect.MODIFIED, Aspect.HARD_LINKS};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void graftWhenLaidOverItsBaseShowsOldAndNew(long seed) throws IOException {
        IsoLayout baseLayout = IsoLayout.plan(hybrid(randomTree(seed, Names.BYTES)));
        Image base = baseLayout.image();
        long partition = baseLayout.partitionBlock().orElseThrow();
        IsoReader reader = IsoReader.open(base);
        IsoTree read = reader.tree();
        Directory tree = TreeBuilder.from(read.root())
                .put("added/file", file("added"))
                .put("site/user-data", file("#cloud-config"))
                .build();

        IsoLayout layout = IsoLayout.plan(IsoRequest.of(tree, LABELS.withVolumeId("cidata"))
                .withGraft(new Graft(read.locations(), baseLayout.blocks()))
                .withBoot(new BootRequest.Existing(
                        reader.bootCatalog().orElseThrow().block()))
                .withPartition(Partition.at(partition))
                .withSiteArea(
                        new SiteAreaRequest(128 << 10, List.of(new SiteAreaRequest.Slot("site/user-data", 64 << 10)))));
        Image image = layout.over(base);

        assertThat(image.size()).isEqualTo(layout.blocks() * Blocks.BLOCK_BYTES);
        for (long firstBlock : new long[] {0, partition}) {
            IsoReader grafted = IsoReader.open(image, firstBlock);
            assertThat(grafted.primary().labels().volumeId()).isEqualTo("cidata");
            assertThat(TreeListing.of(grafted.tree().root(), ALL)).isEqualTo(TreeListing.of(tree, ALL));
        }
        assertThat(IsoReader.open(image).bootCatalog()).isEqualTo(reader.bootCatalog());
        assertOnlyDescriptorsChange(base, image, partition);
        assertThat(layout.regions().stream().map(LayoutRegion::kind))
                .containsExactly(
                        LayoutRegion.Kind.DESCRIPTORS,
                        LayoutRegion.Kind.DESCRIPTORS,
                        LayoutRegion.Kind.TABLES,
                        LayoutRegion.Kind.TABLES,
                        LayoutRegion.Kind.DATA,
                        LayoutRegion.Kind.SITE_AREA);
    }

    @Test
    void graftWhenDescriptorsWouldHitDataRefuses() throws IOException {
        IsoLayout baseLayout = IsoLayout.plan(IsoRequest.of(randomTree(1, Names.PORTABLE), LABELS));
        IsoTree read = IsoReader.open(baseLayout.image()).tree();
        long data = baseLayout.regions().getLast().block();

        // The block of zeros comes first, then the first file: descriptors for this partition would lie on it.
        IsoRequest request = IsoRequest.of(read.root(), LABELS)
                .withGraft(new Graft(read.locations(), baseLayout.blocks()))
                .withPartition(Partition.at(data + 1 - 16));

        assertThatThrownBy(() -> IsoLayout.plan(request))
                .hasMessageEndingWith("lies at block %d, where the descriptors need blocks %d to %d"
                        .formatted(data + 1, data + 1, data + 3));
    }

    @Test
    void graftWhenDataLiesInFrontOfThePartitionRefuses() throws IOException {
        IsoLayout baseLayout = IsoLayout.plan(IsoRequest.of(randomTree(1, Names.PORTABLE), LABELS));
        IsoTree read = IsoReader.open(baseLayout.image()).tree();

        IsoRequest request = IsoRequest.of(read.root(), LABELS)
                .withGraft(new Graft(read.locations(), baseLayout.blocks()))
                .withPartition(Partition.at(baseLayout.blocks()));

        assertThatThrownBy(() -> IsoLayout.plan(request))
                .hasMessageEndingWith("in front of the partition at block " + baseLayout.blocks());
    }

    private static void assertOnlyDescriptorsChange(Image base, Image image, long partition) throws IOException {
        long behindFirst = 20L * Blocks.BLOCK_BYTES;
        long second = (partition + 16) * Blocks.BLOCK_BYTES;
        long behindSecond = second + 3L * Blocks.BLOCK_BYTES;
        assertThat(image.slice(behindFirst, second - behindFirst).sha256())
                .isEqualTo(base.slice(behindFirst, second - behindFirst).sha256());
        assertThat(image.slice(behindSecond, base.size() - behindSecond).sha256())
                .isEqualTo(base.slice(behindSecond, base.size() - behindSecond).sha256());
    }
}
