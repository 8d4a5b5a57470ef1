package dev.slipway.builder.verification;

import java.util.function.Function;

/// One demand on an image.
///
/// @param name stable, for machines
/// @param sentence what is demanded, for people
/// @param check finds out
record Rule(String name, String sentence, Function<Subject, Finding> check) {}
