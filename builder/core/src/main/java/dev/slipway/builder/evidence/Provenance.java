package dev.slipway.builder.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How outputs were made (SLSA provenance 1.0), as far as it is the same for all outputs of one build: each has its own
/// [#statement(List, List)]. No time and no machine stands in it, so that equal inputs give equal bytes.
///
/// Parameters are texts, numbers, booleans, and lists and maps of those, without secrets; maps keep their order.
///
/// @param buildType what kind of build it was: the URI of [#buildType(String)]
/// @param externalParameters what the user asked for
/// @param internalParameters what the builder decided by itself
/// @param dependencies what went into every output
/// @param byproducts what came out beside the outputs, such as a bill of materials
public record Provenance(
        String buildType,
        Map<String, Object> externalParameters,
        Map<String, Object> internalParameters,
        List<Material> dependencies,
        List<Material> byproducts) {

    /// Of a statement (in-toto attestation framework 1.0).
    static final String STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
    /// Of the provenance in it.
    static final String PREDICATE_TYPE = "https://slsa.dev/provenance/v1";

    private static final String BUILDER = "urn:slipway:builder";

    public Provenance {
        dependencies = List.copyOf(dependencies);
        byproducts = List.copyOf(byproducts);
    }

    /// The URI of a kind of build.
    ///
    /// @param kind such as `installer`
    public static String buildType(String kind) {
        return "urn:slipway:build:" + kind + ":v1";
    }

    /// The statement of one output with all that went into it.
    public Statement statement(Subject subject) {
        return statement(List.of(subject), List.of());
    }

    /// The statement of some outputs.
    ///
    /// @param subjects the outputs
    /// @param own what went into these, beside what went into all outputs of the build
    public Statement statement(List<Subject> subjects, List<Material> own) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("_type", STATEMENT_TYPE);
        members.put("subject", subjects.stream().map(Provenance::toJson).toList());
        members.put("predicateType", PREDICATE_TYPE);
        members.put("predicate", predicate(own));
        return new Statement(members);
    }

    private static Map<String, Object> toJson(Subject subject) {
        return Material.of(subject.name(), subject.sha256()).toJson();
    }

    private Map<String, Object> predicate(List<Material> own) {
        List<Material> all = new ArrayList<>(dependencies);
        all.addAll(own);
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("buildType", buildType);
        definition.put("externalParameters", externalParameters);
        definition.put("internalParameters", internalParameters);
        definition.put(
                "resolvedDependencies", all.stream().map(Material::toJson).toList());
        Map<String, Object> builder = new LinkedHashMap<>();
        builder.put("id", BUILDER);
        version().ifPresent(number -> builder.put("version", Map.of("slipway", number)));
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("builder", builder);
        run.put("byproducts", byproducts.stream().map(Material::toJson).toList());
        Map<String, Object> predicate = new LinkedHashMap<>();
        predicate.put("buildDefinition", definition);
        predicate.put("runDetails", run);
        return predicate;
    }

    /// The version of this build of Slipway, from the manifest of its jar.
    public static Optional<String> version() {
        return Optional.ofNullable(Provenance.class.getPackage().getImplementationVersion());
    }

    /// What is said of some outputs, as JSON. The bytes are what a signature covers.
    public static final class Statement {
        private final Map<String, Object> members;

        Statement(Map<String, Object> members) {
            this.members = members;
        }

        /// For a file of its own: indented, with a line break at the end.
        public byte[] toJson() {
            return JsonBytes.indented(members);
        }

        /// For a place among others: one line without its end.
        public byte[] toJsonLine() {
            return JsonBytes.compact(members);
        }
    }
}
