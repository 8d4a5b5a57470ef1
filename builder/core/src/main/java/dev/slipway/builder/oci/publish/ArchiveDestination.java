package dev.slipway.builder.oci.publish;

import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A tar for `docker load`.
///
/// @param name under which Docker knows the image then
record ArchiveDestination(Path file, Optional<ImageName> name) implements ImageDestination {

    @Override
    public PublishedImage write(CustomisedImage image, LayerListener listener) throws IOException {
        listener.step("Write docker-archive:%s".formatted(file));
        Image archive = SavedArchive.of(image, name);
        archive.writeTo(file, listener::progress);
        String tagged = name.map(text -> ":" + text).orElse("");
        return new PublishedImage(
                "docker-archive:" + file + tagged, image.config().digest());
    }
}
