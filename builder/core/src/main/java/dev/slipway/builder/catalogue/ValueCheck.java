package dev.slipway.builder.catalogue;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Consumer;

/// Looks through the values of one place, each of which may come from anywhere.
///
/// @param file for messages
/// @param findings told of what is refused
record ValueCheck(String file, Consumer<SiteFinding> findings, Set<YamlNode> seen) {

    ValueCheck(String file, Consumer<SiteFinding> findings) {
        this(file, findings, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    void check(YamlNode node) {
        switch (node) {
            case YamlScalar scalar -> text(scalar, "a value");
            // What an alias stands for is looked at once.
            case YamlSequence sequence when seen.add(node) -> sequence.items().forEach(this::check);
            case YamlMapping mapping
            when seen.add(node) -> {
                if (SecretSource.isMark(mapping)) {
                    mark(mapping);
                }
                mapping.entries().forEach(this::entry);
            }
            default -> {}
        }
    }

    void entry(YamlMapping.Entry entry) {
        text(entry.key(), "a key");
        check(entry.value());
    }

    private void mark(YamlMapping mapping) {
        try {
            SecretSource.of(mapping, file);
        } catch (ProblemException e) {
            findings.accept(SiteFinding.of(e.problem(), file));
        }
    }

    private void text(YamlScalar scalar, String what) {
        SafeText.refusal(scalar.text())
                .ifPresent(reason -> findings.accept(SiteFinding.error(
                        "site.characters", scalar.span().in(file), "%s is refused: %s".formatted(what, reason))));
    }
}
