package dev.slipway.builder.boottest;

/// Follows a boot test. Called from any thread.
public interface BootTestListener {

    /// Hears nothing.
    BootTestListener SILENT = new BootTestListener() {};

    /// Something is waited for now.
    ///
    /// @param words what it is
    default void waitingFor(String words) {}

    /// What the guest said last, told now and then.
    default void lastLine(String line) {}
}
