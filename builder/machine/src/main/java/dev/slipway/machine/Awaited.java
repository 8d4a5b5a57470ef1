package dev.slipway.machine;

import java.time.Duration;
import java.util.List;

/// How a wait for something of a guest ended.
public sealed interface Awaited {

    /// How long the wait took.
    Duration time();

    /// It came.
    ///
    /// @param what the whole line of the console, the text of the QR code, or how the machine stopped
    record Seen(String what, Duration time) implements Awaited {}

    /// It will not come any more.
    ///
    /// @param why what the guest or QEMU said
    /// @param lastLines the last lines of the console that say something
    record Lost(String why, Duration time, List<String> lastLines) implements Awaited {
        public Lost {
            lastLines = List.copyOf(lastLines);
        }
    }

    /// The time is over.
    ///
    /// @param lastLines the last lines of the console that say something
    record Late(Duration time, List<String> lastLines) implements Awaited {
        public Late {
            lastLines = List.copyOf(lastLines);
        }
    }

    /// QEMU itself ended: it could not make the machine, or was ended by somebody.
    ///
    /// @param complaint its status and what it said on its error output
    record Broken(String complaint, Duration time) implements Awaited {}
}
