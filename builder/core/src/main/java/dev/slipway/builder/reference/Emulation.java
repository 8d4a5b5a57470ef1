package dev.slipway.builder.reference;

import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.reference.ProgramRun.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether this machine runs the programs of another architecture, as packages do when they are installed. Asked before
/// anything is downloaded.
///
/// @param machine what this machine is
record Emulation(Programs programs, Platform machine) {

    private static final Duration QUESTION = Duration.ofMinutes(1);

    static Emulation of(Programs programs) {
        return new Emulation(programs, new Platform("linux", System.getProperty("os.arch"), Optional.empty()));
    }

    /// @throws dev.slipway.builder.problem.ProblemException where it does not
    void require(Platform wanted) throws IOException {
        if (wanted.architecture().equals(machine.architecture())) {
            return;
        }
        Optional<Path> test = programs.find("arch-test");
        String reason = test.isEmpty()
                ? "arch-test, which mmdebstrap asks, is not installed"
                : "arch-test finds that this machine cannot run programs of " + wanted.architecture();
        if (test.isEmpty() || !runs(test.get(), wanted)) {
            throw Problem.environment(
                            "base.foreign-architecture",
                            "a base for %s cannot be made on this %s machine"
                                    .formatted(wanted.architecture(), machine.architecture()))
                    .because(reason)
                    .fix("apt-get install qemu-user-static arch-test, or make it on a machine of that architecture")
                    .exception();
        }
    }

    private boolean runs(Path test, Platform wanted) throws IOException {
        Path log = Files.createTempFile("slipway-arch-test", ".log");
        try {
            return new ProgramRun(
                                    List.of(test.toString(), wanted.architecture()),
                                    programs.surroundings(Map.of()),
                                    QUESTION)
                            .run(log, line -> {})
                    == Ending.DONE;
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
