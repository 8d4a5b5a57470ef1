package dev.slipway.builder.layer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A rule of applying layers as an example. Each is checked against what is written here, and against umoci.
///
/// @param rule in words
/// @param expected the tree as [Listing#of] tells it, separated by spaces
/// @param written the layers in the notation of [LayerTar#of], the lowest first
record LayerCase(String rule, String expected, List<String> written) {

    static LayerCase of(String rule, String expected, String... layers) {
        return new LayerCase(rule, expected, List.of(layers));
    }

    List<Layer> layers() throws IOException {
        List<Layer> layers = new ArrayList<>();
        for (String layer : written) {
            layers.add(LayerTar.of(layer));
        }
        return layers;
    }

    @Override
    public String toString() {
        return rule;
    }

    /// What layer.md says, with its own examples first, and then what it leaves to the runtimes.
    static List<LayerCase> all() {
        return List.of(
                of(
                        "example of the specification: a whiteout and an addition",
                        "bin/ bin/my-app-binary: bin/my-app-tools:2 etc/ etc/my-app.d/ etc/my-app.d/default.cfg:",
                        "./ ./etc/ ./etc/my-app-config ./bin/ ./bin/my-app-binary ./bin/my-app-tools",
                        "./etc/my-app.d/ ./etc/my-app.d/default.cfg ./bin/my-app-tools:2 ./etc/.wh.my-app-config"),
                of(
                        "example of the specification: opaque first",
                        "a/ a/b/ a/b/c/ a/b/c/foo:",
                        "a/ a/b/ a/b/c/ a/b/c/bar",
                        "a/ a/.wh..wh..opq a/b/ a/b/c/ a/b/c/foo"),
                of(
                        "example of the specification: opaque last",
                        "a/ a/b/ a/b/c/ a/b/c/foo:",
                        "a/ a/b/ a/b/c/ a/b/c/bar",
                        "a/ a/b/ a/b/c/ a/b/c/foo a/.wh..wh..opq"),
                of(
                        "example of the specification: opaque hides sub-directories",
                        "bin/ etc/ etc/my-app-config:",
                        "etc/ etc/my-app-config bin/ bin/my-app-binary bin/tools/ bin/tools/my-app-tool-one",
                        "bin/ bin/.wh..wh..opq"),
                of("opaque root", "b:2", "a:1 c/ c/d", "b:2 .wh..wh..opq"),
                of("opaque twice", "a/ a/n:", "a/ a/x", "a/.wh..wh..opq a/n a/.wh..wh..opq"),
                of("opaque where there is nothing", "a:", "a", "b/.wh..wh..opq"),
                of("opaque in a file", "a:1", "a:1", "a/.wh..wh..opq"),
                of("opaque hides lower layers only", "a/ a/y:", "a/ a/x", "a/ a/.wh..wh..opq a/y", "a/"),
                of("whiteout of a directory", "b:", "a/ a/x a/y/ a/y/z b", ".wh.a"),
                of("whiteout of what is not there", "a:", "a", ".wh.b c/.wh.d a/.wh.x"),
                of("whiteout hides nothing of its own layer", "a:2", "a:1", "a:2 .wh.a"),
                of("whiteout before what it hides", "a:2", "a:1", ".wh.a a:2"),
                of("whiteout hides the lower part of a directory", "a/ a/n:", "a/ a/x a/b/ a/b/y", "a/ a/n .wh.a"),
                of("whiteout keeps implied parents", "a/ a/b/ a/b/n:", "a/ a/x a/b/ a/b/y", "a/b/n .wh.a"),
                of("whiteout of a symbolic link keeps its target", "a/ a/x:", "a/ a/x l->a", ".wh.l"),
                of("whiteout through a symbolic link", "a/ l->a", "a/ a/x l->a", "l/.wh.x"),
                of("opaque through a symbolic link", "a/ l->a", "a/ a/x l->a", "l/.wh..wh..opq"),
                of("whiteout then added by the next layer", "a:3", "a:1", ".wh.a", "a:3"),
                of("whiteout of a name with dots", "a:", "a ...", ".wh...."),
                of("directory over directory", "a/ a/x: a/y:", "a/ a/x", "a/ a/y"),
                of("directory over file", "a/", "a:1", "a/"),
                of("directory over symbolic link", "a/ b/ b/x:", "b/ b/x a->b", "a/"),
                of("file over directory", "a:2", "a/ a/x", "a:2"),
                of("file over symbolic link", "a:2 b:1", "b:1 a->b", "a:2"),
                of("symbolic link over directory", "a->b", "a/ a/x", "a->b"),
                of("device over file", "a*CHARACTER_DEVICE,1,3", "a:1", "a*"),
                of("last of several entries", "a:2", "a:1 a:2"),
                of("file then directory of one layer", "a/ a/x:", "a:1 a/ a/x"),
                of("directory then file of one layer", "a:1", "a/ a/x a:1"),
                of("names that are absolute", "a/ a/x:", "/a/ /a/x //a/./x"),
                of("parents that are implied", "a/ a/b/ a/b/c:", "a/b/c"),
                of("hard link within a layer", "a:1 b=>a", "a:1 b=>a"),
                of("hard link to a lower layer", "a:1 b=>a", "a:1", "b=>a"),
                of("hard link to an absolute name", "a/ a/x:1 b=>a/x", "a/ a/x:1", "b=>/a/x"),
                of("hard link to a symbolic link", "a->nowhere b=>a", "a->nowhere", "b=>a"),
                of("hard link through a symbolic link", "a/ a/x:1 b=>a/x l->a", "a/ a/x:1 l->a", "b=>l/x"),
                of("hard link to a device", "a*CHARACTER_DEVICE,1,3 b=>a", "a* b=>a"),
                of("overwriting one of two names", "a:2 b:1", "a:1 b=>a", "a:2"),
                of("hiding one of two names", "b:1", "a:1 b=>a", ".wh.a"),
                of("hiding the first of two names in the layer that linked it", "b:1", "a:1", "b=>a .wh.a"),
                of("three names over three layers", "a:1 b=>a c=>a", "a:1", "b=>a", "c=>b"),
                of("linking again", "a:1 b=>a", "a:1 b=>a", "b=>a"),
                of(
                        "entry through a symbolic link",
                        "lib->usr/lib usr/ usr/lib/ usr/lib/x:",
                        "usr/ usr/lib/ lib->usr/lib",
                        "lib/x"),
                of("entry through an absolute symbolic link", "a/ a/b/ a/b/x: l->/a/b", "a/ a/b/ l->/a/b", "l/x"),
                of("entry through a symbolic link of its own layer", "a/ a/x: l->a", "a/ l->a l/x"),
                of("entry through a link that leads upwards", "a/ a/l->../b b/ b/x:", "a/ b/ a/l->../b", "a/l/x"),
                of("entry through a link that leads out", "b/ b/x: l->../../../b", "b/ l->../../../b", "l/x"),
                of("entry through a link to the root", "l->/ x:", "l->/", "l/x"),
                of("entry through links of links", "a/ a/x: l->m m->n n->a", "a/ l->m m->n n->a", "l/x"),
                of(
                        "entry through a link in the middle of a target",
                        "a/ a/b/ a/b/x: k->l/b l->a",
                        "a/ a/b/ l->a k->l/b",
                        "k/x"),
                of("entry through a link that leads nowhere", "a/ a/b/ a/b/x: l->a/b", "l->a/b", "l/x"),
                of("entry through a link back from nowhere", "b/ b/x: l->none/../b", "b/ l->none/../b", "l/x"),
                of("entry through a link over a file and back", "b/ b/x: f:1 l->f/../b", "b/ f:1 l->f/../b", "l/x"),
                of("link below the linked directory", "a/ a/b/ a/b/x: a/l->b l->a", "a/ a/b/ a/l->b l->a", "l/l/x"),
                of("bookkeeping of AUFS", "a:1", "a:1", ".wh..wh.aufs .wh..wh.orph"),
                of("empty layer", "a:1", "a:1", ""));
    }
}
