package dev.slipway.testkit;

import dev.slipway.machine.Awaited;
import dev.slipway.machine.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A [Machine] under test: what does not come is an `AssertionError`. The whole serial log stays behind in
/// `target/qemu`, after a failure with a picture of the screen.
public final class VirtualMachine implements AutoCloseable {

    /// Within this time an emulated Debian is up and has applied its user-data, on two processors that others use too.
    public static final Duration BOOT_DEADLINE = Duration.ofMinutes(8);

    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(30);
    private static final Path KEPT = Path.of("target", "qemu");

    private final String name;
    private final Machine machine;

    VirtualMachine(String name, Machine machine) {
        this.name = name;
        this.machine = machine;
    }

    /// Waits until the guest has written this to its serial port.
    ///
    /// @return the whole line
    public String awaitSerial(String text, Duration deadline) {
        return awaitSerial(Pattern.compile(".*" + Pattern.quote(text) + ".*"), deadline)
                .group();
    }

    /// Waits until the guest has written such a line to its serial port, after the lines that were awaited before.
    ///
    /// @throws AssertionError with the last lines: when QEMU ends, the guest is lost, or after the deadline
    public Matcher awaitSerial(Pattern line, Duration deadline) {
        Matcher match = line.matcher(seen(line.pattern(), deadline, time -> machine.awaitLine(line, time)));
        if (!match.find()) {
            throw new IllegalStateException("a line was seen that is not like " + line);
        }
        return match;
    }

    /// Waits until the guest has switched its machine off.
    public void awaitPowerOff(Duration deadline) {
        seen("power off", deadline, machine::awaitPowerOff);
    }

    /// Waits until the guest's screen shows a QR code with such a text.
    ///
    /// @return the whole text
    public String awaitQrCode(Pattern text, Duration deadline) {
        return seen("a QR code like " + text, deadline, time -> machine.awaitQrCode(text, time));
    }

    /// Waits, and says now and then what the guest is doing.
    private String seen(String awaited, Duration deadline, Wait wait) {
        try {
            Duration left = deadline;
            while (left.compareTo(PROGRESS_INTERVAL) > 0) {
                Awaited outcome = wait.upTo(PROGRESS_INTERVAL);
                if (!(outcome instanceof Awaited.Late)) {
                    return seen(awaited, deadline, outcome);
                }
                left = left.minus(outcome.time());
                System.out.printf(
                        "%s: %d s, last line: %s%n", name, machine.uptime().toSeconds(), machine.lastLine());
            }
            return seen(awaited, deadline, wait.upTo(left));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(awaited, "interrupted", List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String seen(String awaited, Duration deadline, Awaited outcome) {
        return switch (outcome) {
            case Awaited.Seen seen -> seen.what();
            case Awaited.Lost lost -> throw failure(awaited, lost.why(), lost.lastLines());
            case Awaited.Broken broken -> throw failure(awaited, broken.complaint(), machine.lines());
            case Awaited.Late late ->
                throw failure(awaited, "not within " + deadline.toSeconds() + " s", late.lastLines());
        };
    }

    private AssertionError failure(String awaited, String why, List<String> lastLines) {
        return new AssertionError("%s waited %d s for '%s': %s%nIts screen: %s%nThe last serial lines:%n%s"
                .formatted(
                        name,
                        machine.uptime().toSeconds(),
                        awaited,
                        why,
                        pictureOfFailure(),
                        String.join("\n", lastLines)));
    }

    private String pictureOfFailure() {
        try {
            Path png = Files.createDirectories(KEPT).resolve(name + ".png");
            screenshot(png);
            return png.toString();
        } catch (IOException e) {
            return "no picture, as " + e.getMessage();
        }
    }

    /// Types small letters, digits and line ends on the machine's keyboard.
    public void type(String text) throws IOException {
        machine.type(text);
    }

    /// Everything that the guest wrote to its serial port so far, without colours.
    public List<String> serialLines() {
        return machine.lines();
    }

    /// Puts a picture of the guest's screen into a PNG file.
    public void screenshot(Path png) throws IOException {
        machine.screenshot(png);
    }

    /// Takes the power away, whatever the guest is doing.
    public void cutPower() throws IOException {
        machine.cutPower();
    }

    @Override
    public void close() throws IOException {
        machine.close();
        Files.write(Files.createDirectories(KEPT).resolve(name + ".serial.log"), machine.lines());
    }

    /// One of the waits of a machine.
    private interface Wait {
        Awaited upTo(Duration time) throws IOException, InterruptedException;
    }
}
