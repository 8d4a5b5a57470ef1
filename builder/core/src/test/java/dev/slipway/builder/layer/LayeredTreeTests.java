package dev.slipway.builder.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayeredTreeTests {

    @ParameterizedTest
    @MethodSource("dev.slipway.builder.layer.LayerCase#all")
    void ofWhenRuleAppliesGivesItsTree(LayerCase rule) throws Exception {
        assertThat(Listing.of(LayeredTree.of(rule.layers())))
                .containsExactly(rule.expected().split(" ", -1));
    }

    private static Node node(Directory tree, String path) {
        return Objects.requireNonNull(tree.find(path));
    }

    @Test
    void ofWhenThereAreNoLayersGivesAnEmptyRoot() throws Exception {
        Directory tree = LayeredTree.of(List.of());
        assertThat(tree.entries()).isEmpty();
        assertThat(tree.metadata().permissions()).isEqualTo(0755);
        assertThat(tree.metadata().modified()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void ofWhenRootHasEntryTakesItsMetadata() throws Exception {
        Layer layer = new LayerTar().with(01711, 7, 8, 9).directory("./").layer();
        assertThat(Listing.full(LayeredTree.of(List.of(layer)), Instant.MAX)).containsExactly("/ 1711 7:8 @9 {}");
    }

    @Test
    void ofWhenDirectoryComesAgainReplacesItsMetadata() throws Exception {
        Layer lower = new LayerTar()
                .with(0700, 1, 2, 3)
                .xattr("user.a", "1")
                .directory("a/")
                .file("a/x", "")
                .layer();
        Layer upper = new LayerTar()
                .with(02755, 4, 5, 6)
                .xattr("user.b", "2")
                .directory("a/")
                .layer();
        Directory tree = LayeredTree.of(List.of(lower, upper));
        assertThat(Listing.full(tree, Instant.MAX))
                .contains("a/ 2755 4:5 @6 {user.b=2}")
                .contains("a/x: 700 1:2 @3 {user.a=1}");
    }

    @Test
    void ofWhenOnlyContentsChangeKeepsTheDirectorysMetadata() throws Exception {
        Layer lower = new LayerTar()
                .with(0711, 1, 2, 3)
                .directory("a/")
                .file("a/x", "")
                .layer();
        Layer upper = LayerTar.of("a/y a/.wh.x");
        assertThat(Listing.full(LayeredTree.of(List.of(lower, upper)), Instant.MAX))
                .contains("a/ 711 1:2 @3 {}");
    }

    @Test
    void ofWhenHardLinkTellsOtherMetadataKeepsTheFiles() throws Exception {
        Layer lower = new LayerTar().with(04755, 1, 2, 3).file("a", "1").layer();
        Layer upper = new LayerTar().with(0600, 9, 9, 9).hardLink("b", "a").layer();
        Directory tree = LayeredTree.of(List.of(lower, upper));
        assertThat(node(tree, "b")).isSameAs(node(tree, "a"));
        assertThat(node(tree, "a").metadata().permissions()).isEqualTo(04755);
    }

    @Test
    void ofWhenSymbolicLinkTellsModeTakesTheOneThatLinuxTells() throws Exception {
        Layer layer = new LayerTar().with(0600, 1, 2, 3).symlink("l", "a").layer();
        assertThat(Listing.full(LayeredTree.of(List.of(layer)), Instant.MAX)).contains("l->a 777 1:2 @3 {}");
    }

    @Test
    void ofWhenXattrsBelongToOverlayOrHostLeavesThemOut() throws Exception {
        LayerTar tar = new LayerTar()
                .xattr("trusted.overlay.opaque", "y")
                .xattr("security.selinux", "label")
                .xattr("security.capability", "c")
                .xattr("user.a", "\0\n=\u00ff");
        Layer layer = tar.directory("d/")
                .file("f", "")
                .symlink("l", "f")
                .device('6', "p", 0, 0)
                .layer();
        Directory tree = LayeredTree.of(List.of(layer));
        for (String name : List.of("d", "f", "l", "p")) {
            assertThat(node(tree, name).metadata().xattrs().keySet()).containsExactly("security.capability", "user.a");
        }
    }

    @Test
    void ofWhenParentsAreImpliedGivesThemToRoot() throws Exception {
        Layer layer = new LayerTar().with(0600, 1, 2, 3).file("a/b", "").layer();
        assertThat(Listing.full(LayeredTree.of(List.of(layer)), Instant.MAX)).contains("a/ 755 0:0 @0 {}");
    }

    @Test
    void ofWhenImpliedParentLiesInSetGroupIdDirectoryHandsTheGroupDown() throws Exception {
        Layer layer = new LayerTar()
                .with(02770, 1, 7, 3)
                .directory("a/")
                .with(0600, 1, 2, 3)
                .file("a/b/c/d", "")
                .layer();
        assertThat(Listing.full(LayeredTree.of(List.of(layer)), Instant.MAX))
                .contains("a/b/ 2755 0:7 @0 {}", "a/b/c/ 2755 0:7 @0 {}");
    }

    @Test
    void ofWhenNameIsNoUtf8KeepsItsBytes() throws Exception {
        String name = "\u00ff\u00fe long ".repeat(20);
        Layer lower = new LayerTar().file(name, "1").file("\u00ff", "2").layer();
        Layer upper = new LayerTar().whiteout(".wh.\u00ff").layer();
        assertThat(Listing.of(LayeredTree.of(List.of(lower, upper)))).containsExactly(name + ":1");
    }
}
