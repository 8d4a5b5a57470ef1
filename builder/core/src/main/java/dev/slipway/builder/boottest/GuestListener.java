package dev.slipway.builder.boottest;

import dev.slipway.builder.installer.BuildListener;

/// Follows work in which a guest may take part. Called from any thread.
public interface GuestListener extends BuildListener {

    /// Hears nothing.
    GuestListener SILENT = new GuestListener() {};

    /// What the guest said last, told now and then.
    default void lastLine(String line) {}
}
