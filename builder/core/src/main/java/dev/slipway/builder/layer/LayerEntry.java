package dev.slipway.builder.layer;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tar.TarMember;

/// An entry and the layer that holds it: what every refusal names.
record LayerEntry(Layer layer, TarMember member) {

    private static final String FIX = "use an image from a source that you trust, or have it built anew";

    /// Why the entry is not applied.
    ///
    /// @param sentence goes on after "the entry"
    ProblemException refused(String code, String sentence) {
        return Problem.input(code, "the entry '%s' of layer %s %s".formatted(member.name(), layer.digest(), sentence))
                .at("byte %d of the layer's tar".formatted(member.offset()))
                .fix(FIX)
                .exception();
    }

    /// Why the archive of a layer cannot be read further.
    static ProblemException malformed(Layer layer, MalformedImageException cause) {
        return Problem.input(
                        "layer.malformed", "%s of layer %s is malformed".formatted(cause.structure(), layer.digest()))
                .at("byte %d of the layer's tar".formatted(cause.offset()))
                .because(cause.problem())
                .fix(FIX)
                .exception(cause);
    }
}
