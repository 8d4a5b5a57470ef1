package dev.slipway.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What a command finds around itself when it starts. Tests give their own.
///
/// @param in what is given to read, where a file's name is `-`
/// @param out for what was asked for
/// @param err for how it is going and for what went wrong
/// @param columns the width of the terminal behind `err`, or 0 where there is none
/// @param environment the variables
/// @param directory where the user stands
record Surroundings(
        InputStream in,
        PrintStream out,
        PrintStream err,
        int columns,
        Map<String, String> environment,
        Path directory) {

    /// Set by the launcher, which asks the terminal; only where standard error is one.
    private static final String COLUMNS_PROPERTY = "slipway.columns";

    private static final int COLUMNS_DEFAULT = 80;

    Surroundings {
        environment = Map.copyOf(environment);
    }

    /// With nothing to read.
    Surroundings(PrintStream out, PrintStream err, int columns, Map<String, String> environment, Path directory) {
        this(InputStream.nullInputStream(), out, err, columns, environment, directory);
    }

    /// Those of this process. Its output is UTF-8 whatever the locale says: names of files and JSON come out whole.
    static Surroundings ofProcess() {
        return new Surroundings(
                System.in,
                new ProcessOut(),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                "dumb".equals(System.getenv("TERM")) ? 0 : columnsOfTerminal(),
                System.getenv(),
                Path.of(""));
    }

    /// For output that is no text.
    WritableByteChannel outBytes() {
        return out instanceof ProcessOut process ? process.bytes() : Channels.newChannel(out);
    }

    /// Whether a person watches.
    boolean isTerminal() {
        return columns > 0;
    }

    /// Whether the terminal may be painted (<https://no-color.org>).
    boolean isColored() {
        return isTerminal() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    private static int columnsOfTerminal() {
        Integer told = Integer.getInteger(COLUMNS_PROPERTY);
        if (told != null) {
            return told > 0 ? told : COLUMNS_DEFAULT;
        }
        return isErrTerminal() ? COLUMNS_DEFAULT : 0;
    }

    /// `System.console()` speaks of standard input and output only; the bar goes to standard error.
    private static boolean isErrTerminal() {
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
