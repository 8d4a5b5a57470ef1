package dev.slipway.pxe.server;

import dev.slipway.builder.problem.Problem;
import dev.slipway.pxe.boot.InstalledHosts;
import dev.slipway.pxe.capability.Capabilities;
import dev.slipway.pxe.trace.TraceSink;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What all answers of the server stand on.
///
/// @param current the plan in force: another after each change of the configuration
/// @param installed which machines told that they are installed
/// @param notices takes what an administrator should know
record Context(
        Supplier<Plan> current,
        Capabilities capabilities,
        InstalledHosts installed,
        TraceSink trace,
        Consumer<Problem> notices,
        InstantSource clock) {

    /// The plan in force. Taken once for an answer, so that all of it is of one plan.
    Plan plan() {
        return current.get();
    }

    /// URLs for whoever reaches this server so.
    BootUrls urls(String origin) {
        return new BootUrls(origin, capabilities, plan().configuration().capabilityLifetime(), clock);
    }
}
