package dev.slipway.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A PC that is on. It is judged by what its guest writes to the serial port, and switched off when closed. The whole
/// serial log stays behind in `target/qemu`, after a failure with a picture of the screen.
public final class VirtualMachine implements AutoCloseable {

    /// Within this time an emulated Debian is up and has applied its user-data, on two processors that others use too.
    public static final Duration BOOT_DEADLINE = Duration.ofMinutes(8);

    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(30);
    private static final Path KEPT = Path.of("target", "qemu");

    private final String name;
    private final Process process;
    private final Scratch scratch;
    private final SerialLog serial = new SerialLog();
    private final Thread switchOff;
    private final long startedNanos = System.nanoTime();

    private VirtualMachine(String name, Process process, Scratch scratch) {
        this.name = name;
        this.process = process;
        this.scratch = scratch;
        this.switchOff = new Thread(process::destroyForcibly, "switch off " + name);
        Runtime.getRuntime().addShutdownHook(switchOff);
        Thread.ofVirtual().name("serial port of " + name).start(() -> serial.readAll(process.getInputStream()));
    }

    static VirtualMachine start(String name, List<String> command, Scratch scratch) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        return new VirtualMachine(name, process, scratch);
    }

    static Path monitorSocket(Scratch scratch) {
        return scratch.directory().resolve("qmp");
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
        try {
            return switch (await(line, deadline)) {
                case SerialLog.Outcome.Found(Matcher match) -> match;
                case SerialLog.Outcome.Lost(String why) -> throw failure(line, why);
                case SerialLog.Outcome.Late() -> throw failure(line, "not within " + deadline.toSeconds() + " s");
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(line, "interrupted");
        }
    }

    private SerialLog.Outcome await(Pattern line, Duration deadline) throws InterruptedException {
        Duration left = deadline;
        while (left.compareTo(PROGRESS_INTERVAL) > 0) {
            SerialLog.Outcome outcome = serial.await(line, PROGRESS_INTERVAL);
            if (!(outcome instanceof SerialLog.Outcome.Late)) {
                return outcome;
            }
            left = left.minus(PROGRESS_INTERVAL);
            System.out.printf("%s: %d s, last line: %s%n", name, secondsUp(), serial.lastWords());
        }
        return serial.await(line, left);
    }

    /// Waits until the guest has switched its machine off.
    public void awaitPowerOff(Duration deadline) {
        try {
            if (!serial.awaitEnd(deadline)) {
                throw failure(Pattern.compile("power off"), "not within " + deadline.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Pattern.compile("power off"), "interrupted");
        }
    }

    /// Everything that the guest wrote to its serial port so far, without colours.
    public List<String> serialLines() {
        return serial.lines();
    }

    /// Puts a picture of the guest's screen into a PNG file.
    public void screenshot(Path png) throws IOException {
        try (MachineMonitor monitor = MachineMonitor.connect(monitorSocket(scratch))) {
            monitor.screenshot(png);
        }
    }

    private AssertionError failure(Pattern awaited, String why) {
        return new AssertionError("%s waited %d s for '%s': %s%nIts screen: %s%nThe last serial lines:%n%s"
                .formatted(name, secondsUp(), awaited, why, pictureOfFailure(), serial.tail()));
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

    private long secondsUp() {
        return Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        try {
            serial.awaitEnd(Duration.ofSeconds(5));
            Runtime.getRuntime().removeShutdownHook(switchOff);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.write(Files.createDirectories(KEPT).resolve(name + ".serial.log"), serial.lines());
        scratch.close();
    }
}
