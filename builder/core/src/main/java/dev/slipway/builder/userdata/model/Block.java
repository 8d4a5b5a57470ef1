package dev.slipway.builder.userdata.model;

import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A mapping with the way to it. What is asked for and is not there, or is of another kind, is empty: that a kind is
/// wrong is for the schema to say.
///
/// @param path the way to it
/// @param mapping as it was read
public record Block(KeyPath path, YamlMapping mapping) {

    /// The value of a key.
    public Optional<Field> field(String key) {
        return mapping.findEntry(key).map(entry -> new Field(path.child(key), entry.key(), entry.value()));
    }

    /// The text of a key's value, where it says anything.
    public Optional<String> text(String key) {
        return field(key).flatMap(Field::text);
    }

    /// Whether a key is true.
    public boolean isTrue(String key) {
        return field(key).filter(Field::isTrue).isPresent();
    }

    /// The mapping under a key.
    public Optional<Block> block(String key) {
        return field(key)
                .filter(field -> field.value() instanceof YamlMapping)
                .map(field -> new Block(field.path(), (YamlMapping) field.value()));
    }

    /// The mappings in the list under a key.
    public List<Block> items(String key) {
        List<Block> blocks = new ArrayList<>();
        field(key).ifPresent(field -> {
            if (field.value() instanceof YamlSequence sequence) {
                for (int i = 0; i < sequence.items().size(); i++) {
                    if (sequence.items().get(i) instanceof YamlMapping item) {
                        blocks.add(new Block(field.path().item(i), item));
                    }
                }
            }
        });
        return blocks;
    }

    /// The mappings below all keys of this one, in the order of the text.
    public List<Block> children() {
        List<Block> blocks = new ArrayList<>();
        for (YamlMapping.Entry entry : mapping.entries()) {
            if (entry.value() instanceof YamlMapping child) {
                blocks.add(new Block(path.child(entry.name()), child));
            }
        }
        return blocks;
    }

    /// Whether there is a list under a key with anything in it.
    public boolean hasItems(String key) {
        return field(key)
                .filter(field -> field.value() instanceof YamlSequence sequence
                        && !sequence.items().isEmpty())
                .isPresent();
    }
}
