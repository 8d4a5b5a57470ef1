package dev.slipway.builder.quickstart;

import dev.slipway.builder.boottest.GuestListener;

/// Follows a quickstart. Called from any thread.
public interface QuickstartListener extends GuestListener {

    /// Hears nothing.
    QuickstartListener SILENT = new QuickstartListener() {};

    /// A step is done, so that it is known even where a later one fails.
    default void done(QuickstartStep step) {}
}
