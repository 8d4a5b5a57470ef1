package dev.slipway.builder.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileLayersTests {

    private static Problem refusal(Layer... layers) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> LayeredTree.of(List.of(layers)));
        assertThat(refused).isNotNull();
        assertThat(refused.problem().kind()).isEqualTo(Problem.Kind.INPUT);
        assertThat(refused.problem().what()).contains(layers[layers.length - 1].digest());
        return refused.problem();
    }

    @ParameterizedTest
    @CsvSource({
        "../a, layer.escapes",
        "a/../b, layer.escapes",
        "a/.., layer.escapes",
        "/.., layer.escapes",
        "../.wh.a, layer.escapes",
        ".wh., layer.malformed",
        "a/.wh.., layer.malformed",
        "a/.wh..., layer.malformed",
        ".wh.a/b, layer.malformed",
        ".wh.a/.wh..wh..opq, layer.malformed",
        "./, layer.malformed",
        "l/x, layer.link-loop",
        "l/.wh.x, layer.link-loop",
        "self/x, layer.link-loop",
        "grow/x, layer.link-loop",
        "file/x, layer.malformed",
        "toFile/x, layer.malformed"
    })
    void ofWhenNameIsHostileRefusesWithDigestAndName(String name, String code) throws IOException {
        Layer lower = LayerTar.of("l->m m->l self->self grow->grow/grow file:1 toFile->file");
        Layer upper = new LayerTar().entry('2', name, "x", "", 0, 0).layer();
        Problem problem = refusal(lower, upper);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.what()).contains("'" + name + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "../a, layer.escapes",
        "d/../../a, layer.escapes",
        "gone, layer.malformed",
        "d, layer.malformed",
        "/, layer.malformed",
        "b, layer.malformed",
        "l/x, layer.link-loop",
        "a/x, layer.malformed"
    })
    void ofWhenHardLinkIsHostileRefuses(String target, String code) throws IOException {
        Problem problem = refusal(LayerTar.of("a:1 b:2 d/ l->l"), LayerTar.of("b=>" + target));
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.what()).contains("'b'");
    }

    @Test
    void ofWhenNameIsUnprintableEscapesIt() throws IOException {
        Layer layer = new LayerTar()
                .file("\u001b[2J\u00ff\u00e2\u0080\u00ae/../\u00c3\u00a4", "")
                .layer();
        assertThat(refusal(layer).what()).contains("'\\x1b[2J\\xff\\u{202e}/../ä'");
    }

    @Test
    void ofWhenNameIsHugeShortensIt() throws IOException {
        Layer layer = new LayerTar().file("../" + "a".repeat(100_000), "").layer();
        assertThat(refusal(layer).what()).hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {1100, 10_000})
    void ofWhenNameHasTooManyLevelsRefuses(int levels) throws IOException {
        Layer layer = new LayerTar().file("a/".repeat(levels) + "b", "").layer();
        assertThat(refusal(layer).code()).isEqualTo("layer.too-deep");
    }

    @Test
    void ofWhenLinksLeadTooDeepRefuses() throws IOException {
        LayerTar tar = new LayerTar().directory("a/".repeat(900)).symlink("l", "a/".repeat(600));
        assertThat(refusal(tar.file("l/l2", "")
                                .symlink("l/m", "/" + "a/".repeat(600) + "a/".repeat(300) + "b/".repeat(200))
                                .file("l/m/x", "")
                                .layer())
                        .code())
                .isEqualTo("layer.too-deep");
    }

    @Test
    void ofWhenLinksAreFortyFollowsThem() throws IOException {
        assertThat(Listing.of(LayeredTree.of(List.of(chain(40))))).contains("l40/x:");
    }

    @Test
    void ofWhenLinksAreMoreThanFortyRefuses() throws IOException {
        assertThat(refusal(chain(41)).code()).isEqualTo("layer.link-loop");
    }

    private static Layer chain(int links) throws IOException {
        LayerTar tar = new LayerTar();
        for (int i = 0; i < links; i++) {
            tar.symlink("l" + i, "l" + (i + 1));
        }
        return tar.directory("l" + links).file("l0/x", "").layer();
    }

    @Test
    void ofWhenLinksGoRoundForEverySoManyEntriesRefuses() throws IOException {
        // Forty links of a thousand steps for each of many small entries.
        LayerTar tar = new LayerTar().directory("d/");
        for (int i = 0; i < 39; i++) {
            tar.symlink("l" + i, "d/../".repeat(800) + "l" + (i + 1));
        }
        tar.symlink("l39", "d");
        for (int i = 0; i < 1000; i++) {
            tar.file("l0/" + i, "");
        }
        assertThat(refusal(tar.layer()).code()).isEqualTo("layer.link-loop");
    }

    @Test
    void ofWhenSizeLiesRefuses() throws IOException {
        Layer layer = new LayerTar().header('0', "liar", "", 1L << 32, 0, 0).layer();
        Problem problem = refusal(layer);
        assertThat(problem.code()).isEqualTo("layer.malformed");
        assertThat(problem.what()).contains("'liar'");
    }

    @Test
    void ofWhenPaxHeaderIsGiganticRefusesBeforeReadingIt() throws IOException {
        Image tar =
                new LayerTar().header('x', "pax", "", 3L << 30, 0, 0).image().then(Image.zeros(4L << 30));
        assertThat(refusal(new Layer("sha256:gigantic", tar)).code()).isEqualTo("layer.malformed");
    }

    @Test
    void ofWhenSparseFileIsEnormousRefuses() throws IOException {
        String records = LayerTar.record("GNU.sparse.map", "0,1") + LayerTar.record("GNU.sparse.size", "1000000000000");
        Layer layer = new LayerTar().pax(records).file("lastlog", "x").layer();
        Problem problem = refusal(layer);
        assertThat(problem.code()).isEqualTo("layer.too-large");
        assertThat(problem.what()).contains("'lastlog'");
    }

    @Test
    void ofWhenSparseMapsArePilesOfPiecesRefuses() throws IOException {
        LayerTar tar = new LayerTar();
        String pieces = LayerTar.record("GNU.sparse.map", "0,0,".repeat(200_000) + "0,1");
        for (int i = 0; i < 6; i++) {
            tar.pax(pieces + LayerTar.record("GNU.sparse.size", "5")).file("f" + i, "x");
        }
        assertThat(refusal(tar.layer()).code()).isEqualTo("layer.malformed");
    }

    @Test
    void ofWhenXattrsWouldFillTheMemoryRefuses() throws IOException {
        LayerTar tar = new LayerTar().xattr("user.a", "x".repeat(60_000));
        Image entry = tar.file("a", "").image();
        Image tooMany = Image.concat(Collections.nCopies(5000, entry.slice(0, entry.size() - 1024)));
        assertThat(refusal(new Layer("sha256:xattrs", tooMany)).code()).isEqualTo("layer.too-large");
    }

    @Test
    void ofWhenEntriesAreTenMillionRefusesOnTheWay() throws IOException {
        LayerTar names = new LayerTar();
        for (int i = 0; i < 1000; i++) {
            names.header('0', "name" + i, "", 0, 0, 0);
        }
        byte[] headers = names.image().slice(0, 512_000).toByteArray(512_000);
        Image block = Image.ofBytes(headers);
        Layer layer = new Layer("sha256:many", Image.concat(Collections.nCopies(10_000, block)));
        assertThat(refusal(layer).code()).isEqualTo("layer.too-many-entries");
    }

    @Test
    void ofWhenEntriesImplyTooManyDirectoriesRefuses() throws IOException {
        LayerTar tar = new LayerTar();
        for (int i = 0; i < 300; i++) {
            tar.file(i + "/a".repeat(1000), "");
        }
        assertThat(refusal(tar.layer()).code()).isEqualTo("layer.too-many-entries");
    }

    @Test
    void ofWhenTypeIsUnknownRefuses() throws IOException {
        assertThat(refusal(new LayerTar().entry('\u001b', "a", "", "", 0, 0).layer())
                        .why()
                        .orElseThrow())
                .isEqualTo("its type '\\x1b' is not known");
    }

    @Test
    void ofWhenLowerLayerIsBrokenNamesThatOne() throws IOException {
        List<Layer> layers = new ArrayList<>(List.of(LayerTar.of("a"), LayerTar.of("../b"), LayerTar.of("c")));
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> LayeredTree.of(layers));
        assertThat(refused.problem().what()).contains(layers.get(1).digest());
    }
}
