package dev.slipway.builder.oci.store;

import com.github.luben.zstd.ZstdIOException;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.ResolvedImage.Layer;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.WholeFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.ZipException;

/// Brings one layer here in a single pass: it arrives and is hashed, is unpacked, is hashed again and written, each
/// in a thread of its own.
///
/// @param part where what arrives is kept in case the connection ends
record LayerFetch(Layer layer, ImageSource source, Path part, SharedProgress progress, LayerWriter writer) {

    /// What became of the blob's bytes.
    private sealed interface Outcome {
        record Unpacked(Digest tar) implements Outcome {}

        record Damaged(IOException reason) implements Outcome {}
    }

    /// Writes the plain tar, which appears only when both digests fit.
    ///
    /// @throws ProblemException where they do not
    void to(Path tar) throws IOException {
        if (source.inPlace(layer.blob()).isPresent()) {
            try (PartialBlob blob = PartialBlob.ofLocal(source, layer.blob(), progress)) {
                unpack(blob, tar);
            }
        } else if (!fetch(tar)) {
            progress.warn("what an earlier run left of layer %s was damaged; it is fetched again"
                    .formatted(layer.blob().digest()));
            if (!fetch(tar)) {
                throw new AssertionError("a blob that was read from its start is sound, or refused");
            }
        }
    }

    /// @return false where what an earlier run had left turned out to be worthless
    private boolean fetch(Path tar) throws IOException {
        PartialBlob blob = PartialBlob.keptIn(part, source, layer.blob(), progress);
        try (blob) {
            unpack(blob, tar);
            blob.forget();
            return true;
        } catch (ProblemException e) {
            // Of a broken connection, what has arrived is kept. Of a layer that is no good, nothing.
            if (LayerProblems.isOfLayer(e)) {
                blob.forget();
            }
            if (LayerProblems.isOtherBlob(e) && blob.resumedBytes() > 0) {
                return false;
            }
            throw e;
        }
    }

    private void unpack(PartialBlob blob, Path tar) throws IOException {
        try (WholeFile target = WholeFile.beside(tar)) {
            Outcome outcome = pipe(blob, target);
            Digest found = blob.digest();
            // First of all: a layer that was damaged on its way must not look like one that was built wrongly.
            if (!found.equals(layer.blob().digest())) {
                throw LayerProblems.otherBlob(layer, found, source.toString());
            }
            switch (outcome) {
                case Outcome.Damaged(IOException reason) -> throw LayerProblems.damaged(layer, reason);
                case Outcome.Unpacked(Digest diffId) -> {
                    if (!diffId.equals(layer.diffId())) {
                        throw LayerProblems.otherTar(layer, diffId);
                    }
                }
            }
            target.completeUnforced();
        }
    }

    private Outcome pipe(PartialBlob blob, WholeFile target) throws IOException {
        try (ReadAhead arriving = new ReadAhead(blob)) {
            Outcome outcome = unpack(arriving, target);
            // What follows the compressed data belongs to the blob and to its digest.
            arriving.transferTo(OutputStream.nullOutputStream());
            return outcome;
        }
    }

    private Outcome unpack(ReadAhead arriving, WholeFile target) throws IOException {
        try (ReadAhead unpacked = new ReadAhead(new LayerCompression.Unpacking(arriving))) {
            return new Outcome.Unpacked(writer.write(unpacked, target));
        } catch (EOFException | ZipException | ZstdIOException e) {
            return new Outcome.Damaged(e);
        }
    }
}
