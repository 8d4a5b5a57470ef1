package dev.slipway.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// A PC that is on. It is judged by what its guest does: what it writes to its console (the serial port), what it
/// shows, whether it switches off. Switched off hard when closed, or with this process. One thread at a time may wait;
/// all others may look.
public final class Machine implements AutoCloseable {

    private static final int LAST_LINES_MAX = 40;
    private static final int COMPLAINT_CHARACTERS_MAX = 2_000;
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(2);
    private static final Duration KILL_DEADLINE = Duration.ofSeconds(10);

    private final Process process;
    private final Scratch scratch;
    private final MachineMonitor monitor;
    private final SerialLog console = new SerialLog();
    private final Thread switchOff;
    private final long startedNanos = System.nanoTime();

    private Machine(Process process, Scratch scratch, MachineMonitor monitor) {
        this.process = process;
        this.scratch = scratch;
        this.monitor = monitor;
        this.switchOff = new Thread(process::destroyForcibly, "switch off a machine");
        Runtime.getRuntime().addShutdownHook(switchOff);
        Thread.ofVirtual().name("serial port").start(this::hear);
    }

    private void hear() {
        console.readAll(process.getInputStream());
        monitor.programEnded();
    }

    static Machine start(List<String> command, Scratch scratch) throws IOException {
        MachineMonitor monitor = MachineMonitor.listen(scratch.directory());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(complaints(scratch).toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            return new Machine(process, scratch, monitor);
        } catch (IOException e) {
            monitor.close();
            throw e;
        }
    }

    private static Path complaints(Scratch scratch) {
        return scratch.directory().resolve("complaints");
    }

    /// Waits until the guest has written such a line to its console, after the lines that were awaited before. A prompt
    /// such as `login:` counts as a line once the guest is quiet.
    ///
    /// @return lost also where the guest says something after which no guest comes back, such as a kernel's panic
    public Awaited awaitLine(Pattern line, Duration deadline) throws IOException, InterruptedException {
        long began = System.nanoTime();
        return switch (console.await(line, deadline)) {
            case SerialLog.Outcome.Found(String whole) -> new Awaited.Seen(whole, since(began));
            case SerialLog.Outcome.Lost(String why) -> new Awaited.Lost(why, since(began), lastLines());
            case SerialLog.Outcome.Ended() -> stopped(awaitStop(), since(began));
            case SerialLog.Outcome.Late() -> new Awaited.Late(since(began), lastLines());
        };
    }

    /// Waits until the guest has switched its machine off. One that restarts is lost.
    public Awaited awaitPowerOff(Duration deadline) throws IOException, InterruptedException {
        return awaitOffOr(Optional::empty, deadline, Stop.POWER_OFF);
    }

    /// Waits until the screen shows a QR code with such a text.
    public Awaited awaitQrCode(Pattern text, Duration deadline) throws IOException, InterruptedException {
        return awaitOffOr(() -> qrCode().filter(code -> text.matcher(code).find()), deadline, Stop.NEVER);
    }

    /// Looks now and then at what tells nobody that it changed, until the machine is off or its guest lost.
    private Awaited awaitOffOr(Look look, Duration deadline, Stop wanted) throws IOException, InterruptedException {
        long began = System.nanoTime();
        while (true) {
            Optional<String> seen = look.now();
            if (seen.isPresent()) {
                return new Awaited.Seen(seen.get(), since(began));
            }
            Optional<String> fatal = console.fatalLine();
            if (fatal.isPresent()) {
                return new Awaited.Lost("the guest said: " + fatal.get(), since(began), lastLines());
            }
            Duration left = deadline.minus(since(began));
            if (console.awaitEnd(left.compareTo(LOOK_INTERVAL) < 0 ? left : LOOK_INTERVAL)) {
                Stop stop = awaitStop();
                return stop == wanted ? new Awaited.Seen(stop.words, since(began)) : stopped(stop, since(began));
            }
            if (left.compareTo(LOOK_INTERVAL) <= 0) {
                return new Awaited.Late(since(began), lastLines());
            }
        }
    }

    private Awaited stopped(Stop stop, Duration time) throws IOException, InterruptedException {
        return stop == Stop.NEVER
                ? new Awaited.Broken("QEMU ended" + status() + complaint(), time)
                : new Awaited.Lost(stop.words, time, lastLines());
    }

    /// The text of the QR code on the screen now.
    public Optional<String> qrCode() throws IOException {
        Path picture = scratch.directory().resolve("screen.ppm");
        try {
            monitor.screenshot(picture, "ppm");
            return QrCodeReader.read(Screen.ofPpm(picture));
        } catch (IOException e) {
            if (process.isAlive()) {
                throw e;
            }
            // It went off in the middle: then there is no screen.
            return Optional.empty();
        }
    }

    /// Puts a picture of the guest's screen into a PNG file.
    public void screenshot(Path png) throws IOException {
        monitor.screenshot(png, "png");
    }

    /// Types on the machine's keyboard. A guest that has none yet never sees it.
    ///
    /// @param text of small letters, digits and line ends, which are the key Enter
    public void type(String text) throws IOException {
        if (!text.matches("[a-z0-9\n]*")) {
            throw new IllegalArgumentException("'%s' is more than small letters, digits and line ends".formatted(text));
        }
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            monitor.press(character == '\n' ? "ret" : String.valueOf(character));
        }
    }

    /// Everything that the guest wrote to its console so far, without colours.
    public List<String> lines() {
        return console.lines();
    }

    /// The last line that says something; empty where none does.
    public String lastLine() {
        return console.lastWords();
    }

    /// The last lines of its console.
    public List<String> lastLines() {
        return console.lastLines(LAST_LINES_MAX);
    }

    /// How long it has been on.
    public Duration uptime() {
        return since(startedNanos);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /// Takes the power away, whatever the guest is doing.
    public void cutPower() throws IOException {
        try {
            process.destroyForcibly().onExit().get(KILL_DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("QEMU (process %d) cannot be ended".formatted(process.pid()), e);
        }
    }

    /// How a guest stopped its machine.
    private enum Stop {
        POWER_OFF("the guest switched its machine off"),
        RESTART("the guest restarted its machine"),
        CRASH("the guest told that it crashed"),
        NEVER("the guest did not");

        private final String words;

        Stop(String words) {
            this.words = words;
        }
    }

    private Stop awaitStop() throws IOException, InterruptedException {
        return switch (monitor.awaitStopReason().orElse("")) {
            case "guest-shutdown" -> Stop.POWER_OFF;
            case "guest-reset" -> Stop.RESTART;
            case "guest-panic" -> Stop.CRASH;
            default -> Stop.NEVER;
        };
    }

    private String status() throws InterruptedException {
        return process.waitFor(KILL_DEADLINE.toSeconds(), TimeUnit.SECONDS)
                ? " with status " + process.exitValue()
                : "";
    }

    private String complaint() throws IOException {
        String text = Files.readString(complaints(scratch)).strip();
        return text.isEmpty() ? "" : ": " + text.substring(0, Math.min(text.length(), COMPLAINT_CHARACTERS_MAX));
    }

    @Override
    public void close() throws IOException {
        try {
            cutPower();
            console.awaitEnd(KILL_DEADLINE);
            Runtime.getRuntime().removeShutdownHook(switchOff);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // The process is ending, and the hook runs.
        } finally {
            monitor.close();
            scratch.close();
        }
    }

    /// What is looked for, where it is there now.
    private interface Look {
        Optional<String> now() throws IOException;
    }
}
