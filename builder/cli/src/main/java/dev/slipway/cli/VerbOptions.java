package dev.slipway.cli;

import picocli.CommandLine.Option;

/// The options that every verb has.
final class VerbOptions {

    /// Read before anything is parsed, so that wrong use is told to machines in their language too.
    static final String JSON = "--json";

    @Option(names = JSON, description = "Print JSON for machines, UTF-8, one object a line.")
    boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    boolean help;
}
