package dev.slipway.image.iso9660;

import static dev.slipway.image.iso9660.IsoRequests.file;
import static dev.slipway.image.iso9660.IsoRequests.hybrid;
import static dev.slipway.image.iso9660.IsoRequests.randomTree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.iso9660.SiteArea.SiteFile;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.RandomTrees.Names;
import dev.slipway.image.tree.TreeBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteAreaTests {

    private static final int SLOT_BYTES = 40_000;
    private static final long AREA_BYTES = 256 << 10;

    @ParameterizedTest
    @CsvSource({"1,''", "2,''", "3,site/", "4,site/", "5,deep/er/site/", "6,''", "7,site/"})
    void imagesWhenOnlySiteFilesDifferAreEqualOutsideTheArea(long seed, String directory) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Directory tree = randomTree(seed, Names.UTF8);

        IsoLayout first = layout(tree, directory, contents(random));
        IsoLayout second = layout(tree, directory, contents(random));

        SiteArea area = first.siteArea().orElseThrow();
        assertThat(second.siteArea()).contains(area);
        assertThat(area.length()).isEqualTo(AREA_BYTES);
        assertThat(area.offset() + area.length())
                .isEqualTo(first.blocks() * Blocks.BLOCK_BYTES)
                .isEqualTo(first.image().size());
        assertThat(second.image().slice(0, area.offset()).sha256())
                .isEqualTo(first.image().slice(0, area.offset()).sha256());
        assertThat(second.image().sha256()).isNotEqualTo(first.image().sha256());
    }

    @ParameterizedTest
    @CsvSource({"1,''", "2,site/", "3,deep/er/site/"})
    void patchWhenDoneByOffsetsAloneGivesTheOtherImage(long seed, String directory) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Directory tree = randomTree(seed, Names.UTF8);
        List<byte[]> wanted = contents(random);
        IsoLayout first = layout(tree, directory, contents(random));
        IsoLayout second = layout(tree, directory, wanted);

        Image patched = first.image();
        List<SiteFile> files = first.siteArea().orElseThrow().files();
        for (int i = 0; i < files.size(); i++) {
            patched = patch(patched, files.get(i), wanted.get(i));
        }

        assertThat(patched.sha256()).isEqualTo(second.image().sha256());
    }

    @Test
    void recordsWhenReportedAreThoseOfEveryHierarchyAndView() throws IOException {
        IsoLayout layout = layout(randomTree(1, Names.UTF8), "site/", contents(new SplittableRandom(1)));

        SiteFile file = layout.siteArea().orElseThrow().files().getFirst();

        assertThat(file.recordOffsets()).hasSize(4).doesNotHaveDuplicates();
        IsoReader reader =
                IsoReader.open(layout.image(), layout.partitionBlock().orElseThrow());
        IsoTree joliet = reader.tree(Hierarchy.JOLIET);
        Node node = joliet.root().find(file.path());
        assertThat(node).isNotNull();
        assertThat(file.recordOffsets())
                .contains(joliet.locationOf(java.util.Objects.requireNonNull(node))
                        .recordOffset());
    }

    @Test
    void planWhenASiteFileIsTooLargeTellsItsSlot() {
        Directory tree = TreeBuilder.from(randomTree(1, Names.UTF8))
                .put("site/user-data", file(new byte[5000]))
                .build();
        IsoRequest request = hybrid(tree)
                .withSiteArea(
                        new SiteAreaRequest(AREA_BYTES, List.of(new SiteAreaRequest.Slot("site/user-data", 4096))));

        assertThatThrownBy(() -> IsoLayout.plan(request))
                .hasMessage("site file 'site/user-data' has 5000 bytes, more than its slot of 4096");
    }

    @Test
    void planWhenTheAreaIsTooSmallTellsWhatItNeeds() {
        Directory tree = TreeBuilder.from(randomTree(1, Names.UTF8))
                .put("site/user-data", file("x"))
                .build();
        // Four directories of one block each: two hierarchies in two views.
        IsoRequest request = hybrid(tree)
                .withSiteArea(new SiteAreaRequest(8192, List.of(new SiteAreaRequest.Slot("site/user-data", 4096))));

        assertThatThrownBy(() -> IsoLayout.plan(request))
                .hasMessage("the site area needs 12288 bytes for its directory and slots, but has 8192");
    }

    @Test
    void planWhenASiteFileHasASecondNameRefuses() {
        RegularFile file = file("x");
        Directory tree = TreeBuilder.from(randomTree(1, Names.UTF8))
                .put("site/user-data", file)
                .put("elsewhere", file)
                .build();
        IsoRequest request = hybrid(tree)
                .withSiteArea(
                        new SiteAreaRequest(AREA_BYTES, List.of(new SiteAreaRequest.Slot("site/user-data", 4096))));

        assertThatThrownBy(() -> IsoLayout.plan(request))
                .hasMessage("site file 'site/user-data' has other names or a place already");
    }

    private static Image patch(Image image, SiteFile file, byte[] content) {
        Image slot = Image.ofBytes(content).then(Image.zeros(file.capacity() - content.length));
        Image patched = image.overlay(file.contentOffset(), slot);
        byte[] length = new byte[8];
        ByteBuffer.wrap(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(content.length)
                .order(ByteOrder.BIG_ENDIAN)
                .putInt(content.length);
        for (long record : file.recordOffsets()) {
            patched = patched.overlay(record + SiteArea.DATA_LENGTH_AT, Image.ofBytes(length));
        }
        return patched;
    }

    private static List<byte[]> contents(SplittableRandom random) {
        return List.of(content(random), content(random), content(random));
    }

    private static byte[] content(SplittableRandom random) {
        byte[] content = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(SLOT_BYTES + 1)];
        random.nextBytes(content);
        return content;
    }

    private static IsoLayout layout(Directory tree, String directory, List<byte[]> contents) throws IOException {
        List<String> names = List.of("user-data", "meta-data", "network-config");
        TreeBuilder builder = TreeBuilder.from(tree);
        for (int i = 0; i < names.size(); i++) {
            builder.put(directory + names.get(i), file(contents.get(i)));
        }
        return IsoLayout.plan(hybrid(builder.build())
                .withSiteArea(new SiteAreaRequest(
                        AREA_BYTES,
                        names.stream()
                                .map(name -> new SiteAreaRequest.Slot(directory + name, SLOT_BYTES))
                                .toList())));
    }
}
