package dev.slipway.pxe.configuration;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.yaml.YamlNode;
import dev.slipway.builder.yaml.YamlScalar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is wrong with a configuration, each with its place, all told at once.
final class Faults {

    private static final int LISTED_MAX = 20;
    private static final String FIX = "correct the file; a server that runs keeps what it has until then";

    private final String file;
    private final Path folder;
    private final List<Fault> found = new ArrayList<>();

    /// @param folder relative paths begin here
    Faults(String file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /// A fault at a place of the file.
    private record Fault(int line, int column, String where, String message) {}

    String at(YamlNode node) {
        return node.span().in(file);
    }

    void add(YamlNode node, String message) {
        found.add(new Fault(node.span().line(), node.span().column(), at(node), message));
    }

    /// Tells of something that has no line of its own.
    void add(String where, String message) {
        found.add(new Fault(Integer.MAX_VALUE, 0, where, message));
    }

    int count() {
        return found.size();
    }

    /// Tells, and gives nothing.
    <T> Optional<T> none(YamlNode node, String message) {
        add(node, message);
        return Optional.empty();
    }

    Optional<Path> path(YamlScalar scalar) {
        try {
            if (!scalar.text().isBlank()) {
                return Optional.of(folder.resolve(scalar.text()));
            }
        } catch (InvalidPathException e) {
            return none(scalar, "'%s' cannot be a path: %s".formatted(scalar.text(), e.getReason()));
        }
        return none(scalar, "a path is empty");
    }

    /// Ends the reading where anything is wrong.
    void throwIfAny() throws ProblemException {
        if (found.isEmpty()) {
            return;
        }
        if (found.size() == 1) {
            Fault only = found.getFirst();
            throw Problem.input("pxe.configuration", only.message())
                    .at(only.where())
                    .fix(FIX)
                    .exception();
        }
        String list = found.stream()
                .sorted(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column))
                .limit(LISTED_MAX)
                .map(fault -> fault.where() + ": " + fault.message())
                .collect(Collectors.joining("\n"));
        String more = found.size() > LISTED_MAX ? "\nand %d more".formatted(found.size() - LISTED_MAX) : "";
        throw Problem.input("pxe.configuration", "the configuration has %d faults".formatted(found.size()))
                .at(file)
                .because(list + more)
                .fix(FIX)
                .exception();
    }
}
