package dev.slipway.builder.quickstart;

import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Sha256;
import dev.slipway.machine.MissingPartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Goes the whole way: makes the reference base, builds an installer of it, verifies that, lets it install an empty
/// disk in a virtual machine, and boots the disk until the user-data is in force. What was done before and has not
/// changed since is not done again, but for the boot.
public final class Quickstart {

    private final BuildCache cache;
    private final Map<String, String> environment;
    private final QuickstartListener listener;

    /// @param cache where the base is kept
    /// @param environment of the process: its `PATH` leads to mmdebstrap
    /// @param listener told of what happens
    public Quickstart(BuildCache cache, Map<String, String> environment, QuickstartListener listener) {
        this.cache = cache;
        this.environment = Map.copyOf(environment);
        this.listener = listener;
    }

    /// Goes it. One at a time goes it in a directory; others wait.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException with the step that failed and where to look
    public QuickstartResult run(QuickstartRequest request) {
        Site site = Site.read(request.userData());
        try {
            // Known now, and not after the minutes that the base takes.
            Guest.hardware().requireParts();
            Path directory = Files.createDirectories(request.directory());
            Runnable whenWaiting = () -> listener.step("Wait for another quickstart in " + directory);
            String key = Sha256.of(directory.toRealPath().toString().getBytes(StandardCharsets.UTF_8))
                    .hex();
            return cache.exclusively(
                    "quickstart",
                    key,
                    whenWaiting,
                    _ -> new QuickstartRun(request, site, cache, environment, listener).go());
        } catch (MissingPartException e) {
            throw Problem.environment("quickstart.missing", e.part() + " is not installed")
                    .because("the installer and the installed system are tried in a virtual machine (QEMU)")
                    .fix("install the packages qemu-system-x86 and ovmf, or what your distribution calls them")
                    .exception(e);
        } catch (IOException e) {
            throw Diagnosis.of(e).exception(e);
        }
    }
}
