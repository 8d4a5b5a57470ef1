package dev.slipway.builder.oci.store;

import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.ResolvedImage.Layer;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/// What can be wrong with a layer, in words.
final class LayerProblems {

    private static final String OTHER_BLOB = "oci.blob-digest";
    private static final String DAMAGED = "oci.layer-damaged";
    private static final String OTHER_TAR = "oci.diff-id";
    private static final String TOO_LARGE = "oci.layer-size";

    private LayerProblems() {}

    /// Whether it is the layer that is wrong, and not the way on which it comes.
    static boolean isOfLayer(ProblemException e) {
        return Set.of(OTHER_BLOB, DAMAGED, OTHER_TAR, TOO_LARGE)
                .contains(e.problem().code());
    }

    static boolean isOtherBlob(ProblemException e) {
        return e.problem().code().equals(OTHER_BLOB);
    }

    static ProblemException otherBlob(Layer layer, Digest found, String source) {
        return Problem.input(OTHER_BLOB, "a layer is not the one that its digest names")
                .at(source)
                .because("expected %s, found %s".formatted(layer.blob().digest(), found))
                .fix("the layer was damaged or exchanged on its way here: try again, then push or copy the image anew")
                .exception();
    }

    static ProblemException damaged(Layer layer, IOException reason) {
        String why = reason instanceof EOFException ? "it ends early" : String.valueOf(reason.getMessage());
        return Problem.input(DAMAGED, "a layer cannot be unpacked")
                .at("layer " + layer.blob().digest())
                .because(why)
                .fix("the image was put together wrongly: build it anew")
                .exception(reason);
    }

    static ProblemException otherTar(Layer layer, Digest found) {
        return Problem.input(OTHER_TAR, "a layer does not unpack to what the image says")
                .at("layer " + layer.blob().digest())
                .because("expected a tar with digest %s, found %s".formatted(layer.diffId(), found))
                .fix("the image was put together wrongly: build it anew")
                .exception();
    }

    static ProblemException tooLarge(Layer layer, Path written, long limit) {
        String entry = LastEntry.of(written)
                .map(name -> ", entry '%s'".formatted(name))
                .orElse("");
        return Problem.input(TOO_LARGE, "a layer unpacks to more than is believed of it")
                .at("layer " + layer.blob().digest() + entry)
                .because("it has %d bytes and unpacks to more than %d"
                        .formatted(layer.blob().size(), limit))
                .fix("if the layer really is that large, push the image with its layers uncompressed")
                .exception();
    }
}
