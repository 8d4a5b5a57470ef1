package dev.slipway.builder.userdata.finding;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.slipway.builder.yaml.YamlDocument;
import dev.slipway.builder.yaml.YamlMapping;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import dev.slipway.builder.yaml.YamlSequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The published schema as a validator for all of JSON Schema reads it.
final class SchemaJudge {

    static final Path FILE = Path.of("../../docs/schema/user-data.schema.json");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema SCHEMA = REGISTRY.getSchema(text(), InputFormat.JSON);

    private SchemaJudge() {}

    static List<Error> errors(String yaml) {
        return SCHEMA.validate(json(YamlDocument.parse(yaml, "y", "y").root()));
    }

    /// What the meta-schema of 2020-12 says of ours.
    static List<Error> errorsOfTheSchemaItself() {
        Schema meta = REGISTRY.getSchema(
                com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        return meta.validate(JsonMapper.shared().readTree(text()));
    }

    static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(YamlNode node) {
        return switch (node) {
            case YamlMapping mapping -> {
                ObjectNode object = NODES.objectNode();
                mapping.entries().forEach(entry -> object.set(entry.name(), json(entry.value())));
                yield object;
            }
            case YamlSequence sequence -> {
                ArrayNode array = NODES.arrayNode();
                sequence.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case YamlScalar scalar ->
                switch (scalar.type()) {
                    case STRING -> NODES.stringNode(scalar.text());
                    case BOOLEAN -> NODES.booleanNode(scalar.isTrue());
                    case INTEGER -> NODES.numberNode(scalar.integer().orElseThrow());
                    case FLOAT -> NODES.numberNode(Double.parseDouble(scalar.text()));
                    case NULL -> NODES.nullNode();
                };
        };
    }
}
