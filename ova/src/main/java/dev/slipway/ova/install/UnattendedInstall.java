package dev.slipway.ova.install;

import dev.slipway.builder.boottest.BootCheck;
import dev.slipway.builder.boottest.BootMedium;
import dev.slipway.builder.boottest.BootTest;
import dev.slipway.builder.boottest.BootTestListener;
import dev.slipway.builder.boottest.BootTestRequest;
import dev.slipway.builder.boottest.BootTestResult;
import dev.slipway.builder.boottest.Expectation;
import dev.slipway.builder.boottest.GuestListener;
import dev.slipway.builder.boottest.TestDisk;
import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.inspection.MediumReading;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Installs a disk: boots the installer in QEMU on it, with all its drives, and waits until the guest switches the
/// machine off. Nothing but the disk is written to.
public final class UnattendedInstall {

    private static final int LINES_TOLD_MAX = 12;

    /// What our own installer says, so that a failure ends the wait.
    private static final Pattern ENDED = Pattern.compile("^slipway-install: (done|failed)");

    private static final Pattern FAILED = Pattern.compile("^slipway-install: failed");

    private final GuestListener listener;

    /// @param listener told of what happens
    public UnattendedInstall(GuestListener listener) {
        this.listener = listener;
    }

    /// Finds out before the work whether it can end well.
    ///
    /// @throws ProblemException where the guest would not switch off, or an input is not what it should be
    public void check(InstallRequest request) {
        MediumReading medium = MediumReading.open(request.installer());
        Optional<SeedReading> seed = request.seed().map(SeedReading::open);
        new PowerOffCheck(medium, seed, listener::warning).check();
    }

    /// Installs.
    ///
    /// @param disk raw sectors, empty, as large as it is to be; what it holds after a failure is worth nothing
    /// @return how long it took
    /// @throws ProblemException with the console's last lines and where the picture of the screen is
    public Duration run(InstallRequest request, Path disk) {
        listener.step("Install in QEMU");
        BootTestResult result = new BootTest(new Told(listener)).run(test(request, disk));
        if (!result.passed()) {
            throw failed(result);
        }
        result.screenshot().ifPresent(UnattendedInstall::remove);
        return result.took();
    }

    /// A picture of what went well is of no use to anybody.
    private static void remove(Path picture) {
        try {
            Files.deleteIfExists(picture);
        } catch (IOException e) {
            // It lies beside the output, where everybody sees it.
        }
    }

    private static BootTestRequest test(InstallRequest request, Path disk) {
        List<Expectation> expectations = new ArrayList<>();
        if (MediumReading.open(request.installer())
                .flavour()
                .map(Flavour::name)
                .filter("slipway"::equals)
                .isPresent()) {
            expectations.add(new Expectation.ConsoleLine(ENDED, Optional.of(FAILED)));
        }
        expectations.add(new Expectation.PowerOff());
        return new BootTestRequest(
                request.installer(),
                request.firmware(),
                Optional.of(BootMedium.CD),
                request.seed(),
                List.of(new TestDisk.Kept(disk, request.bus())),
                request.memoryMebibytes(),
                expectations,
                request.timeout(),
                Optional.of(request.screenshot()));
    }

    private static ProblemException failed(BootTestResult result) {
        BootCheck missed = result.checks().getLast();
        List<String> lines = result.lastLines();
        List<String> last = lines.subList(Math.max(0, lines.size() - LINES_TOLD_MAX), lines.size());
        String console = last.isEmpty()
                ? "Nothing came on its console (ttyS0)."
                : "The last lines of its console:\n  " + String.join("\n  ", last);
        Problem problem = Problem.check("install.failed", "the installation failed: waited for " + missed.awaited())
                .at(result.image().toString())
                .because(missed.why().orElse("it did not come") + "\n" + console);
        return result.screenshot()
                .map(file -> problem.fix("look at its screen: " + file))
                .orElse(problem)
                .exception();
    }

    /// Passes on what the guest says.
    private record Told(GuestListener listener) implements BootTestListener {
        @Override
        public void lastLine(String line) {
            listener.lastLine(line);
        }
    }
}
