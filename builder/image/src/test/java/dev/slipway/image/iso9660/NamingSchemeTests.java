package dev.slipway.image.iso9660;

import static dev.slipway.image.iso9660.IsoRequests.file;
import static dev.slipway.image.iso9660.IsoRequests.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.tree.TreeBuilder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class NamingSchemeTests {

    @Test
    void isoNamesWhenCharactersAreNotAllowedReplacesThem() {
        assertThat(iso("grub.cfg", "README", ".hidden", "a.tar.gz", "é b.txt", "ends."))
                .containsExactlyInAnyOrder(
                        "GRUB.CFG;1", "README.;1", "_HIDDEN.;1", "A_TAR.GZ;1", "__B.TXT;1", "ENDS_.;1");
    }

    @Test
    void isoNamesWhenLongAreCutToThirtyCharactersAndADot() {
        assertThat(iso("a-very-long-name-of-a-file-indeed.squashfs"))
                .containsExactly("A_VERY_LONG_NAME_OF_A_.SQUASHFS;1");
    }

    @Test
    void isoNamesWhenTheyWouldClashGetNumbers() {
        assertThat(iso("same.txt", "Same.txt", "SAME.TXT")).containsExactly("SAME.TXT;1", "SAME0.TXT;1", "SAME1.TXT;1");
    }

    @Test
    void isoNamesWhenADirectoryAndAFileShareANameDifferWithoutTheDot() {
        TreeBuilder tree = tree();
        tree.put("x/y", file("")).put("X", file(""));

        assertThat(names(new IsoNames(), tree, StandardCharsets.US_ASCII)).containsExactly("X.;1", "X0");
    }

    @Test
    void isoNamesWhenSortedFollowTheStandard() {
        // ECMA-119, 9.3: the name first, filled up with spaces, then the extension.
        assertThat(iso("ab.a", "a.z", "a_b", "a", "ab", "a1.b"))
                .containsExactly("A.;1", "A.Z;1", "A1.B;1", "AB.;1", "AB.A;1", "A_B.;1");
    }

    @Test
    void jolietNamesWhenCharactersAreForbiddenReplacesThem() {
        assertThat(joliet("a*b/c".replace('/', ':'), "q?;\\", "dot.", "\uD83D\uDE80.txt", "日本"))
                .containsExactlyInAnyOrder("a_b_c;1", "q___;1", "dot_;1", "_.txt;1", "日本;1");
    }

    @Test
    void jolietNamesWhenLongKeepTheirExtensionAndDiffer() {
        String stem = "s".repeat(70);

        assertThat(joliet(stem + "1.txt", stem + "2.txt"))
                .containsExactlyInAnyOrder("s".repeat(60) + ".txt;1", "s".repeat(59) + "0.txt;1");
    }

    @Test
    void jolietNamesWhenExactlySixtyFourCharactersStay() {
        String name = "n".repeat(60) + ".txt";

        assertThat(joliet(name)).containsExactly(name + ";1");
    }

    @Test
    void namesWhenThousandsClashAreFoundQuickly() {
        TreeBuilder tree = tree();
        for (int i = 0; i < 20_000; i++) {
            tree.put("x".repeat(80) + i, file(""));
        }

        List<String> names = Assertions.assertTimeout(
                Duration.ofSeconds(20), () -> names(new IsoNames(), tree, StandardCharsets.US_ASCII));

        assertThat(names).hasSize(20_000).doesNotHaveDuplicates();
    }

    private static List<String> iso(String... files) {
        return names(new IsoNames(), treeOf(files), StandardCharsets.US_ASCII);
    }

    private static List<String> joliet(String... files) {
        return names(new JolietNames(), treeOf(files), StandardCharsets.UTF_16BE);
    }

    private static TreeBuilder treeOf(String... files) {
        TreeBuilder tree = tree();
        for (String name : files) {
            tree.put(name, file(""));
        }
        return tree;
    }

    private static List<String> names(NamingScheme scheme, TreeBuilder tree, Charset charset) {
        return scheme.name(tree.build()).stream()
                .map(named -> new String(named.identifier(), charset))
                .toList();
    }
}
