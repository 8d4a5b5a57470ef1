/// What is written about the command, made from its definition: manual pages, `docs/cli.md`, shell completion. Start at
/// [ReferenceFiles]; a test compares what it makes with what is checked in.
@NullMarked
package dev.slipway.cli.reference;

import org.jspecify.annotations.NullMarked;
