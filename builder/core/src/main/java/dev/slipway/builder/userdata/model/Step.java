package dev.slipway.builder.userdata.model;

import dev.slipway.builder.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A step of a stage.
///
/// @param stage the stage's name
/// @param block what it does
public record Step(String stage, Block block) {

    /// What it is called.
    public Optional<Field> name() {
        return block.field("name");
    }

    /// The key that holds the users it defines, where it defines any.
    public Optional<Field> usersField() {
        return block.field("users")
                .filter(field -> field.value() instanceof YamlMapping users
                        && !users.entries().isEmpty());
    }

    /// The users it defines.
    public List<User> users() {
        return block.block("users").map(Block::children).orElse(List.of()).stream()
                .map(User::new)
                .toList();
    }

    static List<Step> of(Block stages) {
        List<Step> steps = new ArrayList<>();
        for (YamlMapping.Entry stage : stages.mapping().entries()) {
            stages.items(stage.name()).forEach(item -> steps.add(new Step(stage.name(), item)));
        }
        return steps;
    }
}
