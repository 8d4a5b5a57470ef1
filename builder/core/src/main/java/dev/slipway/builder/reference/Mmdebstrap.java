package dev.slipway.builder.reference;

import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.reference.ProgramRun.Ending;
import dev.slipway.templates.recipe.BaseRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes root file systems with mmdebstrap(1), as root or, where it is installed with `uidmap`, as any user.
///
/// @param program where it is installed
/// @param limit how long a run may take
record Mmdebstrap(Path program, Programs programs, Duration limit, LayerListener listener) {

    static final Duration LIMIT = Duration.ofMinutes(30);

    private static final int LAST_LINES_MAX = 40;

    /// What mmdebstrap says of its phases, and what we say of them.
    private static final Map<String, String> PHASES = Map.of(
            "I: running apt-get update...", "Fetch the lists of packages",
            "I: downloading packages with apt...", "Download the packages of the base",
            "I: extracting archives...", "Unpack the essential packages",
            "I: installing essential packages...", "Install the essential packages",
            "I: installing remaining packages inside the chroot...", "Install the other packages of the base",
            "I: cleaning package lists and apt cache...", "Clean up the base",
            "I: creating tarball...", "Write the base's root file system");

    private static final String HOOK = "I: running --";

    /// The mmdebstrap of this machine.
    ///
    /// @throws ProblemException where there is none
    static Mmdebstrap of(Programs programs, Duration limit, LayerListener listener) {
        Path program = programs.find("mmdebstrap")
                .orElseThrow(() -> Problem.environment(
                                "base.no-mmdebstrap", "the reference base cannot be made: mmdebstrap is not installed")
                        .because("it is made of Debian packages by the program of the package mmdebstrap")
                        .fix("apt-get install mmdebstrap")
                        .exception());
        return new Mmdebstrap(program, programs, limit, listener);
    }

    /// Makes a root file system.
    ///
    /// @param target the tar, which it writes
    /// @param log where all that it says is kept
    /// @throws ProblemException where it fails
    void make(BaseRecipe recipe, DebianSources sources, Platform platform, Path target, Path log) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        try (StagedRecipe staged = StagedRecipe.of(recipe, sources)) {
            Map<String, String> reproducible =
                    Map.of("SOURCE_DATE_EPOCH", Long.toString(sources.date().getEpochSecond()));
            Ending ending = new ProgramRun(
                            command(recipe, sources, platform, target, staged),
                            programs.surroundings(reproducible),
                            limit)
                    .run(log, line -> hear(line, last));
            switch (ending) {
                case DONE -> {}
                case OVERDUE -> throw overdue(log);
                case FAILED -> throw failed(List.copyOf(last), log);
            }
        }
    }

    private List<String> command(
            BaseRecipe recipe, DebianSources sources, Platform platform, Path target, StagedRecipe staged) {
        List<String> command = new ArrayList<>();
        // Where it fails to write, mmdebstrap ends its whole group of processes, which should not be ours.
        programs.find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(List.of(program.toString(), "--variant=minbase", "--format=tar"));
        command.add("--architectures=" + platform.architecture());
        command.add("--aptopt=Acquire::Languages \"none\"");
        command.add("--aptopt=APT::Install-Recommends \"false\"");
        recipe.pathOptions().forEach(option -> command.add("--dpkgopt=" + option));
        command.add("--include=" + String.join(",", recipe.packages(platform.architecture())));
        staged.hooks().forEach(hooks -> command.add("--hook-dir=" + hooks));
        command.addAll(
                List.of(sources.release(), target.toString(), staged.sources().toString()));
        return command;
    }

    private void hear(String line, Deque<String> last) {
        last.addLast(line);
        if (last.size() > LAST_LINES_MAX) {
            last.removeFirst();
        }
        Optional.ofNullable(PHASES.get(line)).ifPresent(listener::step);
        if (line.startsWith(HOOK) && line.contains("-hook directly: ")) {
            String hook = line.substring(line.indexOf(": ", HOOK.length()) + 2).replaceFirst(" .*", "");
            listener.step("Run the hook " + Path.of(hook).getFileName());
        }
    }

    private ProblemException overdue(Path log) {
        return Problem.environment("base.overdue", "mmdebstrap took too long, and was ended")
                .at(log.toString())
                .because("it may take %d minutes".formatted(limit.toMinutes()))
                .fix("look for what it waited for at the end of that log")
                .exception();
    }

    private static ProblemException failed(List<String> last, Path log) {
        String reason = LastWords.of(last);
        String fix = reason.contains("unable to pick chroot mode")
                ? "apt-get install uidmap, and give the user a range in /etc/subuid and /etc/subgid; or run it as root"
                : "all that mmdebstrap said is in that log";
        return Problem.environment("base.build", "mmdebstrap did not make the base")
                .at(log.toString())
                .because(reason)
                .fix(fix)
                .exception();
    }
}
