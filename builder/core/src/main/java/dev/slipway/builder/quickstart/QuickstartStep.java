package dev.slipway.builder.quickstart;

import java.time.Duration;

/// A step that is done.
///
/// @param name such as `install`
/// @param doer whose work it is
/// @param reused whether it had been done before, so that only this was found out
/// @param took how long it took now
public record QuickstartStep(String name, Doer doer, boolean reused, Duration took) {

    /// Whether the time went into work of ours.
    public boolean isOwnWork() {
        return reused || doer == Doer.SLIPWAY;
    }

    /// Whose work a step is.
    public enum Doer {
        /// Ours.
        SLIPWAY,
        /// That of mmdebstrap, which fetches and unpacks Debian packages.
        MMDEBSTRAP,
        /// That of the system in the virtual machine.
        GUEST
    }
}
