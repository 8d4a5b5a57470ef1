package dev.slipway.pxe.doctor;

import java.util.List;

/// What is wrong with a boot, or that nothing is.
///
/// @param rule the rule that found it: stable, for machines
/// @param kind whether somebody has to do something
/// @param confidence how sure it is
/// @param cause what happened and why, in a sentence or two
/// @param evidence what was seen that says so
/// @param next what to look at and what to do, the most promising first
public record Diagnosis(
        String rule, Kind kind, Confidence confidence, String cause, List<String> evidence, List<String> next) {

    public Diagnosis {
        evidence = List.copyOf(evidence);
        next = List.copyOf(next);
    }

    /// Whether somebody has to do something.
    public enum Kind {
        /// The machine will not come further by itself.
        TROUBLE,
        /// Something that would be good to know.
        NOTE,
        /// All is well.
        FINE
    }

    /// How sure a diagnosis is.
    public enum Confidence {
        /// One cause among several.
        POSSIBLE,
        /// The usual cause of this picture.
        LIKELY,
        /// It was seen.
        CERTAIN
    }

    static Diagnosis trouble(Confidence confidence, String cause) {
        return new Diagnosis("", Kind.TROUBLE, confidence, cause, List.of(), List.of());
    }

    static Diagnosis note(Confidence confidence, String cause) {
        return new Diagnosis("", Kind.NOTE, confidence, cause, List.of(), List.of());
    }

    static Diagnosis fine(String cause) {
        return new Diagnosis("", Kind.FINE, Confidence.CERTAIN, cause, List.of(), List.of());
    }

    Diagnosis seen(String... what) {
        return new Diagnosis(rule, kind, confidence, cause, List.of(what), next);
    }

    Diagnosis next(String... what) {
        return new Diagnosis(rule, kind, confidence, cause, evidence, List.of(what));
    }

    Diagnosis by(String name) {
        return new Diagnosis(name, kind, confidence, cause, evidence, next);
    }
}
