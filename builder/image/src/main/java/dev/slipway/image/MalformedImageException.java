package dev.slipway.image;

import java.io.IOException;

/// An image, or a structure inside one, is not what its format says. Carries the place as data so that each front door
/// can tell it in its own way.
public final class MalformedImageException extends IOException {

    private final String structure;
    private final long offset;
    private final String problem;

    /// @param structure the structure that was read, in the words of its specification, for instance `GPT header`
    /// @param offset where it lies in the image, in bytes
    /// @param problem what was expected and what was found instead
    public MalformedImageException(String structure, long offset, String problem) {
        super("%s at byte %d: %s".formatted(structure, offset, problem));
        this.structure = structure;
        this.offset = offset;
        this.problem = problem;
    }

    /// The structure that was read.
    public String structure() {
        return structure;
    }

    /// Where it lies in the image, in bytes.
    public long offset() {
        return offset;
    }

    /// What was expected and what was found instead.
    public String problem() {
        return problem;
    }
}
