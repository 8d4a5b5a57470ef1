package dev.slipway.builder.userdata.merge;

import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds the steps that clash between files.
final class StepClashes {

    /// The steps of one stage and name.
    private record Group(String stage, Optional<String> name) {}

    private final Map<Group, List<Place>> steps = new LinkedHashMap<>();

    private StepClashes() {}

    static List<StepClash> of(List<UserData> files) {
        StepClashes clashes = new StepClashes();
        files.forEach(file -> clashes.add(file));
        return clashes.between();
    }

    private void add(UserData file) {
        Optional<YamlNode> stages = file.document().find("stages");
        if (stages.isEmpty() || !(stages.get() instanceof YamlMapping mapping)) {
            return;
        }
        for (YamlMapping.Entry stage : mapping.effectiveEntries()) {
            if (stage.value() instanceof YamlSequence list) {
                list.items()
                        .forEach(step -> add(stage.name(), step, file.document().name()));
            }
        }
    }

    private void add(String stage, YamlNode node, String file) {
        if (!(node instanceof YamlMapping step)) {
            return;
        }
        Optional<String> name = step.find("name")
                .map(value -> value instanceof YamlScalar scalar && !scalar.isNull() ? scalar.text() : "")
                .filter(text -> !text.isBlank());
        if (name.isPresent() || step.find("users").isPresent()) {
            steps.computeIfAbsent(new Group(stage, name), ignored -> new ArrayList<>())
                    .add(Place.of(file, step.span()));
        }
    }

    private List<StepClash> between() {
        List<StepClash> clashes = new ArrayList<>();
        steps.forEach((group, places) -> {
            Set<String> files = new LinkedHashSet<>();
            places.forEach(place -> files.add(place.file()));
            if (files.size() > 1) {
                clashes.add(new StepClash(group.stage(), group.name(), places));
            }
        });
        return clashes;
    }
}
