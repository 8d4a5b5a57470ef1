package dev.slipway.ova.install;

import dev.slipway.builder.installer.BuildListener;

/// Follows a build in which a guest may work. Called from any thread.
public interface InstallListener extends BuildListener {

    /// Hears nothing.
    InstallListener SILENT = new InstallListener() {};

    /// What the guest said last, told now and then.
    default void lastLine(String line) {}
}
