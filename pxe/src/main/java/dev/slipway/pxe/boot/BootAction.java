package dev.slipway.pxe.boot;

/// What is done with a machine that asks.
public enum BootAction {
    /// It boots its installer.
    INSTALL,
    /// It goes on with its own disk.
    LOCAL,
    /// It is told to wait, and asks again.
    WAIT,
    /// It is not answered, or told so where it has asked by script already.
    REFUSE
}
