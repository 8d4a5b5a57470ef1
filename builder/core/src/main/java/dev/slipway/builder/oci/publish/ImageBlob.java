package dev.slipway.builder.oci.publish;

import dev.slipway.builder.oci.Descriptor;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.registry.BlobContent;
import dev.slipway.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.function.LongConsumer;

/// A blob of the new image, verified whenever it is read.
///
/// @param ofBase whether the base has it too
record ImageBlob(Descriptor descriptor, BlobContent content, boolean ofBase) {

    static ImageBlob of(Descriptor descriptor, Image bytes) {
        return new ImageBlob(descriptor, () -> Channels.newInputStream(bytes.open()), false);
    }

    static ImageBlob ofBase(Descriptor descriptor, ImageSource source) {
        return new ImageBlob(descriptor, () -> source.open(descriptor, 0), true);
    }

    Digest digest() {
        return descriptor.digest();
    }

    /// The bytes from their beginning.
    ///
    /// @param progress hears of every byte
    InputStream open(LongConsumer progress) throws IOException {
        return new VerifiedStream(content.open(), descriptor, progress);
    }
}
