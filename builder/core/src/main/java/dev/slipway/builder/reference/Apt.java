package dev.slipway.builder.reference;

import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.reference.ProgramRun.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The machine's apt, which knows where Debian's packages come from.
///
/// @param isRoot whether we may renew what apt knows
record Apt(Programs programs, boolean isRoot, Path osRelease, LayerListener listener) {

    private static final Duration QUESTION = Duration.ofMinutes(1);
    private static final Duration UPDATE = Duration.ofMinutes(5);
    private static final int LINES_MAX = 100_000;
    private static final String CODENAME = "VERSION_CODENAME=";

    static Apt of(Programs programs, LayerListener listener) {
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        return new Apt(programs, isRoot, Path.of("/etc/os-release"), listener);
    }

    /// Debian's sources on this machine. Where apt has no lists yet, root's apt is told to fetch them, once.
    ///
    /// @throws ProblemException where there are none
    DebianSources sources() throws IOException {
        Path apt = programs.find("apt-get")
                .orElseThrow(() -> Problem.environment(
                                "base.no-apt", "the reference base cannot be made on this machine")
                        .because("it is made of Debian packages, and this machine has neither apt-get nor mmdebstrap")
                        .fix("make it on a Debian machine, with apt-get install mmdebstrap")
                        .exception());
        Optional<DebianSources> sources = known(apt);
        if (sources.isEmpty() && isRoot) {
            listener.step("Fetch the lists of packages (apt-get update)");
            run(List.of(apt.toString(), "update"), UPDATE);
            sources = known(apt);
        }
        return sources.orElseThrow(this::noSources);
    }

    private Optional<DebianSources> known(Path apt) throws IOException {
        List<String> lines = run(List.of(apt.toString(), "indextargets", "Created-By: Packages"), QUESTION);
        return DebianSources.among(AptSource.parse(String.join("\n", lines)), machine());
    }

    private List<String> run(List<String> command, Duration limit) throws IOException {
        Path log = Files.createTempFile("slipway-apt", ".log");
        List<String> lines = new ArrayList<>();
        try {
            Ending ending = new ProgramRun(command, programs.surroundings(Map.of()), limit).run(log, line -> {
                if (lines.size() < LINES_MAX) {
                    lines.add(line);
                }
            });
            if (ending != Ending.DONE) {
                throw Problem.environment("base.apt", "apt does not tell where packages come from")
                        .at(String.join(" ", command))
                        .because(
                                ending == Ending.OVERDUE
                                        ? "it took longer than %d minutes".formatted(limit.toMinutes())
                                        : LastWords.of(lines))
                        .exception();
            }
            return lines;
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private Optional<String> machine() throws IOException {
        if (!Files.isReadable(osRelease)) {
            return Optional.empty();
        }
        return Files.readAllLines(osRelease).stream()
                .filter(line -> line.startsWith(CODENAME))
                .map(line -> line.substring(CODENAME.length()).replace("\"", "").strip())
                .findFirst();
    }

    private ProblemException noSources() {
        return Problem.environment("base.no-sources", "apt knows no Debian packages on this machine")
                .because(
                        "the reference base is made of a Debian release's component main, from the machine's own sources")
                .fix(
                        isRoot
                                ? "name a Debian archive in /etc/apt/sources.list.d, and run apt-get update"
                                : "run, as root: apt-get update; where that does not help, name a Debian archive in"
                                        + " /etc/apt/sources.list.d")
                .exception();
    }
}
