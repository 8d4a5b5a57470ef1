package dev.slipway.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// What a guest writes to its serial port, line by line, without the colours. Written by one reader, awaited by any
/// thread.
final class SerialLog {

    private static final int LINES_MAX = 100_000;
    private static final int LINE_CHARACTERS_MAX = 8_192;

    /// A prompt stands there for as long: shorter, and it can be the beginning of a longer line.
    private static final long PROMPT_QUIET_NANOS = 1_000_000_000;
    private static final Pattern CONTROL =
            Pattern.compile("\u001b\\[[0-9;?=]*[A-Za-z]|\u001b[()][A-Z0-9]|\u001b[=>78cM]|[\\p{Cntrl}&&[^\t\n]]");

    /// After such a line no guest comes back. Not every `error:` of GRUB is one: where the search for its own directory
    /// fails, it goes on with the next place.
    private static final Pattern FATAL = Pattern.compile("Kernel panic|"
            + "Unable to find a (medium containing a )?live file system|You are in (emergency|rescue) mode|"
            + "Minimal BASH-like line editing|error: you need to load the kernel first|"
            + "No bootable option or device was found|No bootable device|"
            + "failed to (load|start) Boot.*(Access Denied|Security Violation)|Verification failed: ");

    /// Where a guest waits for somebody to type.
    private static final Pattern STUCK_PROMPT =
            Pattern.compile("^\\(initramfs\\)|^grub( rescue)?> |Press any key to continue");

    /// The end of a line on which a guest may be asking for something.
    private static final Pattern PROMPT = Pattern.compile("[:>#$%?\\])] ?$");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<String> lines = new ArrayList<>();

    /// One character a byte, as a UTF-8 sequence may come in pieces.
    private final StringBuilder unfinished = new StringBuilder();

    private int awaited;
    private int searchedForFatal;
    private long changedAtNanos = System.nanoTime();
    private boolean ended;

    /// How a wait ended.
    sealed interface Outcome {
        /// The awaited line is there.
        record Found(String line) implements Outcome {}

        /// It will not come.
        record Lost(String why) implements Outcome {}

        /// There is no guest any more.
        record Ended() implements Outcome {}

        /// The time is over.
        record Late() implements Outcome {}
    }

    /// Reads to the end.
    void readAll(InputStream serial) {
        byte[] chunk = new byte[4096];
        try {
            for (int count = serial.read(chunk); count >= 0; count = serial.read(chunk)) {
                append(new String(chunk, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException _) {
            // The stream of a process that was ended: its end, like the other.
        }
        lock.lock();
        try {
            if (!unfinished.isEmpty()) {
                finishLine();
            }
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Takes more of what was written, one character a byte.
    void append(String text) {
        lock.lock();
        try {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\n' || unfinished.length() == LINE_CHARACTERS_MAX) {
                    finishLine();
                }
                if (c != '\n') {
                    unfinished.append(c);
                }
            }
            changedAtNanos = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void finishLine() {
        if (lines.size() < LINES_MAX) {
            lines.add(clean(unfinished));
        }
        unfinished.setLength(0);
    }

    private static String clean(StringBuilder bytes) {
        String text = new String(bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return CONTROL.matcher(text).replaceAll("");
    }

    /// Waits for a whole line that was not awaited before: of one that is still being written, a pattern would match
    /// too little. But a prompt is taken as it stands once the guest is quiet.
    Outcome await(Pattern expected, Duration time) throws InterruptedException {
        long left = time.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                Optional<Outcome> outcome = look(expected);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
                if (left <= 0) {
                    return new Outcome.Late();
                }
                long pause = pauseNanos(expected, left);
                left = left - pause + changed.awaitNanos(pause);
            }
        } finally {
            lock.unlock();
        }
    }

    /// How long to wait for a change: no longer than until a prompt has stood there long enough.
    private long pauseNanos(Pattern expected, long left) {
        return isPrompt(expected) ? Math.min(left, Math.max(1, PROMPT_QUIET_NANOS - quietNanos())) : left;
    }

    private boolean isPrompt(Pattern expected) {
        String line = clean(unfinished);
        return PROMPT.matcher(line).find() && expected.matcher(line).find();
    }

    private long quietNanos() {
        return System.nanoTime() - changedAtNanos;
    }

    private Optional<Outcome> look(Pattern expected) {
        while (awaited < lines.size()) {
            String line = lines.get(awaited++);
            if (expected.matcher(line).find()) {
                return Optional.of(new Outcome.Found(line));
            }
            if (FATAL.matcher(line).find()) {
                return Optional.of(lost(line));
            }
        }
        // A guest that waits for somebody to type has not ended its line.
        String prompt = clean(unfinished);
        if (awaited == lines.size() && isPrompt(expected)) {
            if (quietNanos() < PROMPT_QUIET_NANOS) {
                return Optional.empty();
            }
            // When its line ends one day, it was awaited already.
            awaited++;
            return Optional.of(new Outcome.Found(prompt));
        }
        if (STUCK_PROMPT.matcher(prompt).find()) {
            return Optional.of(lost(prompt));
        }
        return ended ? Optional.of(new Outcome.Ended()) : Optional.empty();
    }

    private static Outcome.Lost lost(String line) {
        return new Outcome.Lost("the guest said: " + line);
    }

    /// Waits until nothing more can come.
    ///
    /// @return whether the end came within the time
    boolean awaitEnd(Duration time) throws InterruptedException {
        long left = time.toNanos();
        lock.lockInterruptibly();
        try {
            while (!ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /// All lines so far.
    List<String> lines() {
        lock.lock();
        try {
            List<String> all = new ArrayList<>(lines);
            if (!unfinished.isEmpty()) {
                all.add(clean(unfinished));
            }
            return all;
        } finally {
            lock.unlock();
        }
    }

    /// The last line that says something.
    String lastWords() {
        List<String> all = lastLines(1);
        return all.isEmpty() ? "" : all.getLast();
    }

    private List<String> wordedLines() {
        return lines().stream().filter(line -> !line.isBlank()).toList();
    }

    /// The last lines that say something, at most so many.
    List<String> lastLines(int count) {
        List<String> all = wordedLines();
        return List.copyOf(all.subList(Math.max(0, all.size() - count), all.size()));
    }

    /// A line that says that the guest will not come back, among those that were not searched before.
    Optional<String> fatalLine() {
        lock.lock();
        try {
            searchedForFatal = Math.max(searchedForFatal, Math.min(awaited, lines.size()));
            while (searchedForFatal < lines.size()) {
                String line = lines.get(searchedForFatal++);
                if (FATAL.matcher(line).find()) {
                    return Optional.of(line);
                }
            }
            String prompt = clean(unfinished);
            return STUCK_PROMPT.matcher(prompt).find() ? Optional.of(prompt) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }
}
