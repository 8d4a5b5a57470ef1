package dev.slipway.builder.userdata.finding;

import java.util.Locale;

/// How much a finding weighs.
public enum Severity {
    /// It will not do what it says: a build stops.
    ERROR,
    /// It may surprise: a build goes on.
    WARNING;

    /// In lower case, for messages.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
