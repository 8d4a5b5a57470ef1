package dev.slipway.builder.quickstart;

import dev.slipway.builder.installer.BuildListener;

/// Follows a quickstart. Called from any thread.
public interface QuickstartListener extends BuildListener {

    /// Hears nothing.
    QuickstartListener SILENT = new QuickstartListener() {};

    /// A step is done, so that it is known even where a later one fails.
    default void done(QuickstartStep step) {}

    /// What the guest said last, told now and then.
    default void lastLine(String line) {}
}
