package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.userdata.model.Block;
import dev.slipway.builder.userdata.model.EdgeConfig;
import dev.slipway.builder.userdata.model.KeyPath;
import dev.slipway.builder.yaml.Span;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlSequence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The ways to the keys of the network by their places. A place that aliases share belongs to the first that has it.
///
/// @param paths by the spans of keys and values
record NetworkPlaces(Map<Span, KeyPath> paths) {

    private static final KeyPath NETWORK = KeyPath.of("stylus", "site", "network");

    static NetworkPlaces of(EdgeConfig config) {
        Map<Span, KeyPath> paths = new HashMap<>();
        config.network().ifPresent(network -> {
            paths.put(network.mapping().span(), NETWORK);
            add(network, paths);
        });
        config.network().flatMap(network -> network.block("interfaces")).ifPresent(interfaces -> {
            add(interfaces, paths);
            addEach(interfaces, paths);
        });
        return new NetworkPlaces(paths);
    }

    /// The way to what stands there; to the network itself where that is not known.
    KeyPath pathOf(Span span) {
        return Optional.ofNullable(paths.get(span)).orElse(NETWORK);
    }

    /// Interfaces that are aliases of one mapping are walked once.
    private static void addEach(Block interfaces, Map<Span, KeyPath> paths) {
        Set<Span> walked = new HashSet<>();
        for (YamlMapping.Entry entry : interfaces.mapping().effectiveEntries()) {
            if (entry.value() instanceof YamlMapping settings && walked.add(settings.span())) {
                add(new Block(interfaces.path().child(entry.name()), settings), paths);
            }
        }
    }

    private static void add(Block block, Map<Span, KeyPath> paths) {
        for (YamlMapping.Entry entry : block.mapping().effectiveEntries()) {
            KeyPath path = block.path().child(entry.name());
            paths.putIfAbsent(entry.key().span(), path);
            paths.putIfAbsent(entry.value().span(), path);
            if (entry.value() instanceof YamlSequence sequence) {
                for (int i = 0; i < sequence.items().size(); i++) {
                    paths.putIfAbsent(sequence.items().get(i).span(), path.item(i));
                }
            }
        }
    }
}
