package dev.slipway.builder.layer;

import dev.slipway.builder.layer.LayerTar.Attributes;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// Makes sequences of layers that fit each other, from a seed. Few names, so that entries meet; each is tried on the
/// layers so far and kept only where it can be applied, because what is refused proves nothing here.
final class RandomLayers {

    private static final List<String> NAMES =
            List.of("a", "b", "c", "d", "e", "\u00ff\u00fe", "n".repeat(120), "l1", "l2");
    private static final String DEVICES = "346";

    private final Random random;
    private final List<Layer> layers = new ArrayList<>();
    private int contents;

    private RandomLayers(long seed) {
        random = new Random(seed);
    }

    static List<Layer> of(long seed, int layers, int entries) throws IOException {
        RandomLayers made = new RandomLayers(seed);
        for (int i = 0; i < layers; i++) {
            made.addLayer(entries);
        }
        return made.layers;
    }

    private void addLayer(int entries) throws IOException {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            changes.add(change());
            if (!applies(changes)) {
                changes.removeLast();
            }
        }
        layers.add(layer(changes));
    }

    private boolean applies(List<Change> changes) throws IOException {
        List<Layer> all = new ArrayList<>(layers);
        all.add(layer(changes));
        try {
            LayeredTree.of(all);
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    private static Layer layer(List<Change> changes) throws IOException {
        LayerTar tar = new LayerTar();
        changes.forEach(change -> change.addTo(tar));
        return tar.layer();
    }

    /// An entry to come.
    private record Change(Attributes attributes, char type, String name, String link, String content) {
        void addTo(LayerTar tar) {
            boolean device = type == '3' || type == '4';
            tar.with(attributes).entry(type, name, link, content, device ? 4 : 0, device ? 70 : 0);
        }
    }

    private Change change() {
        String name = path();
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> new Change(attributes(), '0', name, "", "content " + contents++);
            case 3, 4, 5 -> new Change(attributes(), '5', name + "/", "", "");
            case 6 -> new Change(attributes(), '2', name, target(), "");
            case 7, 8 -> new Change(attributes(), '1', name, path(), "");
            case 9 -> new Change(attributes(), DEVICES.charAt(random.nextInt(3)), name, "", "");
            case 10 -> new Change(Attributes.PLAIN, '0', beside(name, ".wh." + name()), "", "");
            default -> new Change(Attributes.PLAIN, '0', beside(name, ".wh..wh..opq"), "", "");
        };
    }

    private static String beside(String name, String other) {
        return name.substring(0, name.lastIndexOf('/') + 1) + other;
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private String path() {
        StringBuilder path = new StringBuilder(name());
        for (int i = random.nextInt(4); i > 0; i--) {
            path.append('/').append(name());
        }
        return path.toString();
    }

    private String target() {
        return switch (random.nextInt(4)) {
            case 0 -> "/" + path();
            case 1 -> "../" + path();
            case 2 -> path() + "/../" + name();
            default -> path();
        };
    }

    private Attributes attributes() {
        TreeMap<String, String> xattrs = new TreeMap<>();
        if (random.nextInt(5) == 0) {
            xattrs.put("trusted.t" + random.nextInt(3), "\u00ff=\n" + random.nextInt(9));
        }
        String fraction = random.nextBoolean() ? "" : "." + (100_000_000 + random.nextInt(899_999_999));
        return new Attributes(
                random.nextInt(010000),
                random.nextInt(2_000_000),
                random.nextInt(2_000_000),
                1_000_000_000 + random.nextInt(500_000_000) + fraction,
                xattrs);
    }
}
