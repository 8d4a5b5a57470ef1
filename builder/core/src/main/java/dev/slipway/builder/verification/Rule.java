package dev.slipway.builder.verification;

import java.util.function.Function;

/// One demand on an image.
///
/// @param <S> what the image is read as
/// @param name stable, for machines
/// @param sentence what is demanded, for people
/// @param check finds out
public record Rule<S>(String name, String sentence, Function<S, Finding> check) {}
