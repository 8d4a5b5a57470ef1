package dev.slipway.pxe.boot;

import java.util.List;
import java.util.Optional;

/// What a machine is to do.
public sealed interface BootDecision {

    /// Why, in words.
    String reason();

    /// Boots an installer.
    ///
    /// @param site whose user-data it gets; empty for what is baked in
    record Install(Profile profile, Optional<String> site, String reason) implements BootDecision {}

    /// Boots a kernel of somebody else's.
    ///
    /// @param kernel its URL
    /// @param initrds their URLs
    /// @param arguments the kernel's command line
    /// @param message shown before it starts
    record Kernel(String kernel, List<String> initrds, String arguments, Optional<String> message, String reason)
            implements BootDecision {

        public Kernel {
            initrds = List.copyOf(initrds);
        }
    }

    /// Runs a script for iPXE as it is.
    record Script(String text, String reason) implements BootDecision {}

    /// Goes on with its own disk.
    record Local(String reason) implements BootDecision {}

    /// Asks again in a while.
    record Wait(String reason) implements BootDecision {}

    /// Gets nothing.
    record Refuse(String reason) implements BootDecision {}
}
