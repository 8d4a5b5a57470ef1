package dev.slipway.builder.quickstart;

import dev.slipway.builder.boottest.LastLines;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.machine.Awaited;
import dev.slipway.machine.Firmware;
import dev.slipway.machine.Hardware;
import dev.slipway.machine.Machine;
import dev.slipway.machine.Scratch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// A machine that is on for one step. What its guest wrote to its console, and its screen, are kept as files, of a
/// failure too.
final class Guest implements AutoCloseable {

    private static final int MEMORY_MEBIBYTES = 2048;

    private final String step;
    private final Machine machine;
    private final LastLines lastLines;
    private final Path directory;

    private Guest(String step, Machine machine, LastLines lastLines, Path directory) {
        this.step = step;
        this.machine = machine;
        this.lastLines = lastLines;
        this.directory = directory;
    }

    /// A machine as they are sold today, with nothing plugged in.
    static Hardware hardware() {
        return Hardware.with(Firmware.OVMF).memoryMebibytes(MEMORY_MEBIBYTES).processorModel(Hardware.NEWEST_PROCESSOR);
    }

    /// Switches a machine on.
    ///
    /// @param step what its files are called
    /// @param directory where they go
    static Guest start(String step, Hardware hardware, Path directory, QuickstartListener listener) throws IOException {
        Machine machine = hardware.start();
        return new Guest(step, machine, LastLines.tell(machine, listener::lastLine), directory);
    }

    static Path picture(Path directory, String step) {
        return directory.resolve(step + ".png");
    }

    static Path log(Path directory, String step) {
        return directory.resolve(step + ".log");
    }

    /// Waits for a line, and takes a picture of the screen that goes with it.
    ///
    /// @param bad with it in the line, the guest has failed
    String await(Pattern line, Pattern bad, Duration limit) throws IOException, InterruptedException {
        Awaited outcome = machine.awaitLine(line, limit);
        Optional<Path> picture = takePicture();
        if (outcome instanceof Awaited.Seen(String seen, Duration _)) {
            if (bad.matcher(seen).find()) {
                throw failed("the guest says that it failed", seen.strip(), picture);
            }
            return seen.strip();
        }
        throw missed("'%s' on the console".formatted(line), outcome, picture);
    }

    /// Waits until the guest has switched the machine off.
    void awaitPowerOff(Duration limit) throws IOException, InterruptedException {
        Awaited outcome = machine.awaitPowerOff(limit);
        if (!(outcome instanceof Awaited.Seen)) {
            throw missed("the machine's power-off", outcome, takePicture());
        }
    }

    /// One that is off already has no screen: then there is the picture that was taken before, if any.
    private Optional<Path> takePicture() throws IOException {
        Path picture = picture(directory, step);
        try (Scratch scratch = Scratch.createForProcess()) {
            Path fresh = scratch.directory().resolve("screen.png");
            machine.screenshot(fresh);
            Image.ofFile(fresh).writeTo(picture);
            return Optional.of(picture);
        } catch (IOException e) {
            return Files.exists(picture) ? Optional.of(picture) : Optional.empty();
        }
    }

    private ProblemException missed(String words, Awaited outcome, Optional<Path> picture) {
        return switch (outcome) {
            case Awaited.Seen(String what, Duration _) -> failed("waited for " + words, what, picture);
            case Awaited.Lost lost -> failed("waited in vain for " + words, lost.why(), picture);
            case Awaited.Late late ->
                failed(
                        "waited in vain for " + words,
                        "it did not come within %d s".formatted(late.time().toSeconds()),
                        picture);
            case Awaited.Broken broken ->
                Problem.environment("quickstart.machine", "QEMU could not run the machine")
                        .because(broken.complaint())
                        .exception();
        };
    }

    private ProblemException failed(String what, String why, Optional<Path> picture) {
        Path log = log(directory, step);
        return Problem.check("quickstart." + step, "the step '%s' failed: %s".formatted(step, what))
                .at(log.toString())
                .because(why)
                .fix("look at the end of that file"
                        + picture.map(file -> ", and at its screen: " + file).orElse(""))
                .exception();
    }

    @Override
    public void close() throws IOException {
        try (machine;
                lastLines) {
            String all = String.join("\n", machine.lines()) + "\n";
            Image.ofBytes(all.getBytes(StandardCharsets.UTF_8)).writeTo(log(directory, step));
        }
    }
}
