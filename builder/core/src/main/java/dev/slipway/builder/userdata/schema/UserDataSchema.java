package dev.slipway.builder.userdata.schema;

import dev.slipway.builder.yaml.YamlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/// The schema of user-data that is published as `docs/schema/user-data.schema.json`: the one place that says which keys
/// there are and what they hold.
///
/// We interpret it ourselves: a validator for all of JSON Schema tells neither line nor column, costs more time to load
/// than a thousand files to check, and says "does not match the regex pattern" to people. Such a validator is the judge
/// of this one in the tests.
public final class UserDataSchema {

    private static final String RESOURCE = "user-data.schema.json";

    private UserDataSchema() {}

    /// What it says of a whole file.
    public static SchemaNode root() {
        return Loaded.ROOT;
    }

    /// Where a key is known, where that is below one of the blocks that a host is set up with: `stylus.site.name`.
    public static Optional<String> placeOf(String key) {
        Deque<Map.Entry<String, SchemaNode>> open = new ArrayDeque<>();
        for (String block : new String[] {"stylus", "install"}) {
            root().child(block).ifPresent(node -> open.add(Map.entry(block, node)));
        }
        while (!open.isEmpty()) {
            Map.Entry<String, SchemaNode> place = open.remove();
            for (Map.Entry<String, SchemaNode> property :
                    place.getValue().properties().entrySet()) {
                String path = place.getKey() + "." + property.getKey();
                if (property.getKey().equals(key)
                        && !property.getValue().words().deprecated()) {
                    return Optional.of(path);
                }
                open.add(Map.entry(path, property.getValue()));
            }
        }
        return Optional.empty();
    }

    /// Read when first asked for, as most commands never ask.
    private static final class Loaded {
        static final SchemaNode ROOT = load();

        private static SchemaNode load() {
            try (InputStream in = UserDataSchema.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException(RESOURCE + " is not packed");
                }
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                // Every JSON text is YAML 1.2, and its reader is loaded already.
                return new SchemaReading(
                                YamlDocument.parse(text, RESOURCE, "schema").root())
                        .root();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
