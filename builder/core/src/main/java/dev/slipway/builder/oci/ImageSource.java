package dev.slipway.builder.oci;

import dev.slipway.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// A place that holds one named image, perhaps for several platforms: a registry, a layout, an archive, a daemon.
/// Safe for use by several threads.
public interface ImageSource extends AutoCloseable {

    /// Finds the image for a platform. The name is looked up once: later calls and [#open] stay with what it led to.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where there is none, or it is none that can be a base
    ResolvedImage resolve(Platform platform) throws IOException;

    /// The bytes of a blob from `fromByte` on, at most up to the size that its descriptor tells. They are not
    /// verified: who reads them compares their digest.
    InputStream open(Descriptor blob, long fromByte) throws IOException;

    /// The blob where it lies on this machine already and can be read at random. Not verified either.
    default Optional<Image> inPlace(Descriptor blob) throws IOException {
        return Optional.empty();
    }

    /// The manifest under another tag of the same repository, by which others say something about the image, such as
    /// signatures. Its blobs are opened as the image's own. Nothing where there is no such tag, or a place has no
    /// tags.
    default Optional<Document> sibling(String tag) throws IOException {
        return Optional.empty();
    }

    /// The name under which a registry has the image, where it lies in one.
    default Optional<ImageName> location() {
        return Optional.empty();
    }

    @Override
    default void close() throws IOException {}
}
