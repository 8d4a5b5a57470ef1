package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.yaml.YamlDocument;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import dev.slipway.templates.GrubConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What the reference base applies of user-data, as the file says by which the installed host itself goes.
///
/// @param stages without what stands before and after them
/// @param parts what may stand behind a stage's name
/// @param stepKeys the keys of a step
/// @param blockKeys the keys below a block of a step; empty where all are taken
/// @param rootKeys the keys of the first level
record AppliedStages(
        Set<String> stages,
        Set<String> parts,
        Set<String> stepKeys,
        Map<String, Set<String>> blockKeys,
        Set<String> rootKeys) {

    private static final String RESOURCE = "base/overlay/usr/lib/slipway/stages.json";

    AppliedStages {
        stages = Set.copyOf(stages);
        parts = Set.copyOf(parts);
        stepKeys = Set.copyOf(stepKeys);
        blockKeys = Map.copyOf(blockKeys);
        rootKeys = Set.copyOf(rootKeys);
    }

    /// What the base of this version applies.
    static AppliedStages ofTheBase() {
        return Loaded.STAGES;
    }

    /// Whether the steps of a stage are applied: `boot`, `boot.after`.
    boolean hasStage(String name) {
        return parts.stream()
                .anyMatch(part ->
                        name.endsWith(part) && stages.contains(name.substring(0, name.length() - part.length())));
    }

    private static AppliedStages of(YamlMapping root) {
        Set<String> stepKeys = new HashSet<>(texts(root, "conditions"));
        stepKeys.add("name");
        Map<String, Set<String>> blockKeys = new HashMap<>();
        if (root.find("blocks").orElseThrow() instanceof YamlMapping blocks) {
            for (YamlMapping.Entry block : blocks.entries()) {
                stepKeys.add(block.name());
                blockKeys.put(block.name(), texts(blocks, block.name()));
            }
        }
        Set<String> rootKeys = new HashSet<>(texts(root, "cloudConfig"));
        rootKeys.addAll(Set.of("stylus", "install", "stages", "name"));
        return new AppliedStages(texts(root, "stages"), texts(root, "parts"), stepKeys, blockKeys, rootKeys);
    }

    private static Set<String> texts(YamlMapping mapping, String key) {
        Set<String> texts = new HashSet<>();
        YamlNode list = mapping.find(key).orElseThrow();
        if (list instanceof YamlSequence sequence) {
            for (YamlNode item : sequence.items()) {
                texts.add(((YamlScalar) item).text());
            }
        }
        return texts;
    }

    /// Read when first asked for, as most commands never ask.
    private static final class Loaded {
        static final AppliedStages STAGES = load();

        private static AppliedStages load() {
            // It lies beside the other texts that end up in an image.
            try (InputStream in = GrubConfig.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException(RESOURCE + " is not packed");
                }
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                // Every JSON text is YAML 1.2, and its reader is loaded already.
                return of(YamlDocument.parse(text, RESOURCE, "stages").root());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
