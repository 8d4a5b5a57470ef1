package dev.slipway.builder.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What of a statement with provenance is compared when it is verified, whoever wrote it.
///
/// @param subjectDigests the SHA-256 of the outputs
/// @param byproductDigests the SHA-256 of what came out beside them
/// @param firstDependency the name of the base
record ReadStatement(List<String> subjectDigests, List<String> byproductDigests, String firstDependency) {

    private static final int NESTING_MAX = 64;

    /// Names that are there twice are read differently by different readers: such a statement is none.
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(NESTING_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    /// Reads a statement; empty where it is none, or its predicate is of another type.
    static Optional<ReadStatement> decode(byte[] bytes) {
        JsonNode statement;
        try {
            statement = MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            return Optional.empty();
        }
        if (!text(statement, "_type").equals(Provenance.STATEMENT_TYPE)
                || !text(statement, "predicateType").equals(Provenance.PREDICATE_TYPE)) {
            return Optional.empty();
        }
        JsonNode predicate = statement.path("predicate");
        return Optional.of(new ReadStatement(
                digests(statement.path("subject")),
                digests(predicate.path("runDetails").path("byproducts")),
                text(
                        predicate
                                .path("buildDefinition")
                                .path("resolvedDependencies")
                                .path(0),
                        "name")));
    }

    private static List<String> digests(JsonNode descriptors) {
        List<String> digests = new ArrayList<>();
        for (JsonNode descriptor : descriptors) {
            digests.add(text(descriptor.path("digest"), Material.SHA256));
        }
        return digests;
    }

    private static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isString() ? value.stringValue() : "";
    }
}
