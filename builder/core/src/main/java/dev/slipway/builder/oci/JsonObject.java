package dev.slipway.builder.oci;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// An object of a document, read leniently: what is not asked for is passed over, what is of the wrong type counts as
/// absent where it is optional.
///
/// @param place where the document was found, for errors
public record JsonObject(JsonNode node, String place) {

    /// No document of the specifications nests deeper than a dozen levels.
    private static final int NESTING_MAX = 64;

    private static final int NUMBER_LENGTH_MAX = 32;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(NESTING_MAX)
                            .maxDocumentLength(Document.BYTES_MAX)
                            .maxStringLength(Document.BYTES_MAX)
                            .maxNumberLength(NUMBER_LENGTH_MAX)
                            .build())
                    .build())
            // What is written again shows the numbers that were read.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /// Reads a document.
    ///
    /// @throws ProblemException where it is no JSON object
    public static JsonObject read(Document document, String place) throws IOException {
        return read(Document.readBounded(document.bytes(), place), place);
    }

    /// Reads an object.
    ///
    /// @throws ProblemException where it is none
    public static JsonObject read(byte[] bytes, String place) {
        JsonObject read = readAny(bytes, place);
        if (!read.node.isObject()) {
            throw read.malformed("expected a JSON object");
        }
        return read;
    }

    /// Reads a list of objects, which the archives of `docker save` begin with.
    ///
    /// @throws ProblemException where it is none
    public static List<JsonObject> readList(byte[] bytes, String place) {
        JsonObject read = readAny(bytes, place);
        if (!read.node.isArray()) {
            throw read.malformed("expected a JSON array");
        }
        return read.elements(read.node);
    }

    private static JsonObject readAny(byte[] bytes, String place) {
        try {
            return new JsonObject(MAPPER.readTree(bytes), place);
        } catch (JacksonException e) {
            throw Problem.input("oci.json", "a document of the image is no JSON")
                    .at(place)
                    .because(e.getOriginalMessage())
                    .exception(e);
        }
    }

    /// Whether there is a field of this name, of whatever type but null.
    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /// A text, or nothing.
    public Optional<String> text(String name) {
        JsonNode value = node.path(name);
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    /// A text that must be there.
    public String requiredText(String name) {
        return text(name).orElseThrow(() -> malformed("expected a text '%s'".formatted(name)));
    }

    /// A whole number that must be there.
    public long requiredNumber(String name) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw malformed("expected a whole number '%s'".formatted(name));
        }
        return value.longValue();
    }

    /// A whole number, or nothing.
    public Optional<Long> number(String name) {
        JsonNode value = node.path(name);
        return value.isIntegralNumber() && value.canConvertToLong() ? Optional.of(value.longValue()) : Optional.empty();
    }

    /// An object that must be there.
    public JsonObject required(String name) {
        return object(name).orElseThrow(() -> malformed("expected an object '%s'".formatted(name)));
    }

    /// An object, or nothing.
    public Optional<JsonObject> object(String name) {
        JsonNode value = node.path(name);
        return value.isObject() ? Optional.of(new JsonObject(value, place)) : Optional.empty();
    }

    /// The objects of a list that must be there.
    public List<JsonObject> requiredList(String name) {
        JsonNode value = node.path(name);
        if (!value.isArray()) {
            throw malformed("expected a list '%s'".formatted(name));
        }
        return elements(value);
    }

    private List<JsonObject> elements(JsonNode list) {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonNode element : list) {
            if (!element.isObject()) {
                throw malformed("expected a list of objects");
            }
            objects.add(new JsonObject(element, place));
        }
        return objects;
    }

    /// The texts of a list; empty where there is no list.
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : node.path(name)) {
            if (!element.isString()) {
                throw malformed("expected a list of texts '%s'".formatted(name));
            }
            texts.add(element.stringValue());
        }
        return texts;
    }

    /// The texts of an object by their names; what is no text is left out.
    public Map<String, String> textsByName(String name) {
        Map<String, String> texts = new TreeMap<>();
        object(name)
                .ifPresent(object -> object.node.properties().forEach(entry -> {
                    if (entry.getValue().isString()) {
                        texts.put(entry.getKey(), entry.getValue().stringValue());
                    }
                }));
        return texts;
    }

    /// A document that is not what its specification says.
    public ProblemException malformed(String reason) {
        return Problem.input("oci.malformed", "a document of the image is not what its specification says")
                .at(place)
                .because(reason)
                .exception();
    }
}
