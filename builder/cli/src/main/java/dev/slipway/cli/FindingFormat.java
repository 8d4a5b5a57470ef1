package dev.slipway.cli;

/// How findings are told.
enum FindingFormat {
    /// For people.
    TEXT,
    /// For machines, one object a line.
    JSON,
    /// For code scanning (SARIF 2.1.0).
    SARIF
}
