package dev.slipway.image.iso9660;

import static dev.slipway.image.iso9660.IsoRequests.LABELS;
import static dev.slipway.image.iso9660.IsoRequests.file;
import static dev.slipway.image.iso9660.IsoRequests.hybrid;
import static dev.slipway.image.iso9660.IsoRequests.randomTree;
import static dev.slipway.image.iso9660.IsoRequests.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import dev.slipway.image.tree.RandomTrees.Names;
import dev.slipway.image.tree.TreeBuilder;
import dev.slipway.image.tree.TreeListing;
import dev.slipway.image.tree.TreeListing.Aspect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoRoundTripTests {

    private static final Aspect[] ALL = {Aspect.MODE, Aspect.OWNER, Aspect.MODIFIED, Aspect.HARD_LINKS};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void treeWhenReadBackIsTheSame(long seed) throws IOException {
        Directory tree = randomTree(seed, Names.BYTES);
        Image image = IsoLayout.plan(IsoRequest.of(tree, LABELS).withJoliet(seed % 2 == 0))
                .image();

        Directory read = IsoReader.open(image).tree(Hierarchy.ROCK_RIDGE).root();

        assertThat(TreeListing.of(read, ALL)).isEqualTo(TreeListing.of(tree, ALL));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void treeWhenReadThroughThePartitionIsTheSame(long seed) throws IOException {
        IsoLayout layout = IsoLayout.plan(hybrid(randomTree(seed, Names.UTF8)));
        Image image = layout.image();
        long partition = layout.partitionBlock().orElseThrow();

        IsoReader whole = IsoReader.open(image);
        IsoReader seenFromPartition = IsoReader.open(image, partition);
        IsoReader partitionAlone = IsoReader.open(
                image.slice(partition * Blocks.BLOCK_BYTES, image.size() - partition * Blocks.BLOCK_BYTES));

        for (Hierarchy hierarchy : Hierarchy.values()) {
            List<String> listing = TreeListing.of(whole.tree(hierarchy).root(), ALL);
            assertThat(TreeListing.of(seenFromPartition.tree(hierarchy).root(), ALL))
                    .isEqualTo(listing);
        }
        // The boot catalog lies in front of the partition.
        Directory alone = TreeBuilder.from(
                        partitionAlone.tree(Hierarchy.ROCK_RIDGE).root())
                .build();
        assertThat(alone.find("boot/bios.img")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34})
    void jolietWhenNamesAreOfWindowsKeepsThem(long seed) throws IOException {
        Directory tree = randomTree(seed, Names.WINDOWS);
        Image image = IsoLayout.plan(IsoRequest.of(tree, LABELS)).image();

        Directory read = IsoReader.open(image).tree(Hierarchy.JOLIET).root();

        List<String> expected = new ArrayList<>();
        tree.walk((path, node) -> {
            if (node instanceof Directory || node instanceof RegularFile) {
                expected.add(basicPlaneOnly(path) + " " + sizeOf(node));
            }
        });
        List<String> found = new ArrayList<>();
        read.walk((path, node) -> found.add(path + " " + sizeOf(node)));
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44})
    void shortenedNamesWhenTheyWouldClashAreAllThere(long seed) throws IOException {
        Directory tree = randomTree(seed, Names.BYTES);
        Image image = IsoLayout.plan(IsoRequest.of(tree, LABELS)).image();

        List<String> contents = contents(tree);

        assertThat(contents(IsoReader.open(image).tree(Hierarchy.JOLIET).root()))
                .containsExactlyInAnyOrderElementsOf(contents);
        assertThat(contents(IsoReader.open(image).tree(Hierarchy.PLAIN).root())).containsAll(contents);
    }

    @Test
    void planWhenRepeatedGivesTheSameBytes() throws IOException {
        Image first = IsoLayout.plan(hybrid(randomTree(5, Names.BYTES))).image();
        Image second = IsoLayout.plan(hybrid(randomTree(5, Names.BYTES))).image();

        assertThat(first.sha256()).isEqualTo(second.sha256());
    }

    @Test
    void deepDirectoriesWhenReadBackAreTheSame() throws IOException {
        String path = "d/".repeat(Directory.DEPTH_MAX - 2) + "file";
        Directory tree = tree().put(path, file("deep")).build();

        Directory read = IsoReader.open(
                        IsoLayout.plan(IsoRequest.of(tree, LABELS)).image())
                .tree()
                .root();

        assertThat(read.find(path)).isInstanceOf(RegularFile.class);
    }

    @Test
    void largeFileWhenReadBackHasAllItsSections() throws IOException {
        long size = 3 * IsoExtent.SECTION_BYTES_MAX + 12_345;
        Image content = Image.zeros(size - 3).then(Image.ofBytes(new byte[] {1, 2, 3}));
        Directory tree = tree().put("huge", new RegularFile(file("").metadata(), content))
                .put("next", file("n"))
                .build();

        IsoLayout layout = IsoLayout.plan(IsoRequest.of(tree, LABELS));
        IsoTree read = IsoReader.open(layout.image()).tree();

        assertThat(layout.extentsOf("huge")).hasSize(4);
        assertThat(read.root().find("huge")).isInstanceOfSatisfying(RegularFile.class, file -> {
            assertThat(file.content().size()).isEqualTo(size);
            assertThat(read.locationOf(file).extents()).isEqualTo(layout.extentsOf("huge"));
        });
    }

    @Test
    void firstWhenAskedForLiesInFront() throws IOException {
        Directory tree = tree().put("a", file("a"))
                .put("z/y", file("y"))
                .put("z/z", file("z"))
                .build();

        IsoLayout layout = IsoLayout.plan(IsoRequest.of(tree, LABELS).withFirst(List.of("z/z", "/z/y")));

        assertThat(List.of("z/z", "z/y", "a"))
                .isSortedAccordingTo(java.util.Comparator.comparingLong(
                        path -> layout.extentsOf(path).getFirst().block()));
    }

    private static List<String> contents(Directory tree) {
        List<String> contents = new ArrayList<>();
        TreeListing.of(tree).forEach(line -> {
            int at = line.lastIndexOf(" file of ");
            if (at >= 0) {
                contents.add(line.substring(at));
            }
        });
        return contents;
    }

    private static String basicPlaneOnly(String path) {
        StringBuilder shown = new StringBuilder();
        path.codePoints().map(c -> c > 0xFFFF ? '_' : c).forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static long sizeOf(Node node) {
        return node instanceof RegularFile file ? file.content().size() : -1;
    }
}
