package dev.slipway.builder.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A statement with provenance that was written before: what it speaks of is asked, and the same is said of another
/// output of that build.
public final class GivenStatement {

    private final ReadStatement statement;
    private final Map<String, Object> members;

    private GivenStatement(ReadStatement statement, Map<String, Object> members) {
        this.statement = statement;
        this.members = members;
    }

    /// Reads a statement; empty where it is none, or its predicate is of another type.
    public static Optional<GivenStatement> decode(byte[] bytes) {
        return ReadStatement.decode(bytes)
                .map(read -> new GivenStatement(read, membersOf(ReadStatement.MAPPER.readValue(bytes, Map.class))));
    }

    /// Whether it speaks of the output with this SHA-256.
    public boolean speaksOf(String sha256) {
        return statement.subjectDigests().contains(sha256);
    }

    /// Whether something with this SHA-256 came out beside that output.
    public boolean names(String sha256) {
        return statement.byproductDigests().contains(sha256);
    }

    /// The same of another output. Who built it, and of what, stays as it is.
    ///
    /// @param subject the other output
    /// @param own what went into this one beside what went into all
    /// @param byproduct what lies beside this one in place of what lay beside the other
    public Provenance.Statement of(Subject subject, List<Material> own, Material byproduct) {
        Map<String, Object> other = new LinkedHashMap<>(members);
        other.put(
                "subject", List.of(Material.of(subject.name(), subject.sha256()).toJson()));
        Map<String, Object> predicate = copied(other, "predicate");
        Map<String, Object> definition = copied(predicate, "buildDefinition");
        List<Object> dependencies = new ArrayList<>();
        if (definition.get("resolvedDependencies") instanceof List<?> shared) {
            dependencies.addAll(shared);
        }
        own.forEach(material -> dependencies.add(material.toJson()));
        definition.put("resolvedDependencies", dependencies);
        copied(predicate, "runDetails").put("byproducts", List.of(byproduct.toJson()));
        return new Provenance.Statement(other);
    }

    private static Map<String, Object> copied(Map<String, Object> parent, String name) {
        Map<String, Object> copy = membersOf(parent.get(name));
        parent.put(name, copy);
        return copy;
    }

    private static Map<String, Object> membersOf(@Nullable Object object) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (object instanceof Map<?, ?> map) {
            map.forEach((name, value) -> members.put(String.valueOf(name), value));
        }
        return members;
    }
}
