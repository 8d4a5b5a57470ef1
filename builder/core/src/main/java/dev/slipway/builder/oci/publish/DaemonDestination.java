package dev.slipway.builder.oci.publish;

import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.daemon.DaemonLoad;
import dev.slipway.builder.oci.store.LayerListener;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// A Docker daemon, which loads the image as `docker load` does.
///
/// @param environment tells where the daemon is
record DaemonDestination(ImageName name, Map<String, String> environment) implements ImageDestination {

    @Override
    public PublishedImage write(CustomisedImage image, LayerListener listener) throws IOException {
        listener.step("Load docker-daemon:%s".formatted(name));
        DaemonLoad.load(name.toString(), SavedArchive.of(image, Optional.of(name)), environment);
        return new PublishedImage("docker-daemon:" + name, image.config().digest());
    }
}
