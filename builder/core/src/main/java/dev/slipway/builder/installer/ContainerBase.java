package dev.slipway.builder.installer;

import dev.slipway.builder.base.BaseReference.ContainerImage;
import dev.slipway.builder.base.ImageSources;
import dev.slipway.builder.base.RootFileSystemBase;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.ResolvedImage;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.builder.oci.store.LayerStore;
import dev.slipway.builder.oci.store.OciBase;
import java.io.IOException;
import java.util.Locale;

/// A container image as the base of a build: resolved once, with its layers here, and open until the build is done.
///
/// @param source where it came from
/// @param image what its name led to
record ContainerBase(ImageSource source, OciBase image) implements AutoCloseable {

    static ContainerBase open(
            ContainerImage reference, InstallerRequest request, BuildCache cache, BuildListener listener)
            throws IOException {
        ImageSource source = new ImageSources(cache, request.access(), System.getenv()).open(reference);
        try {
            Platform platform = Platform.linux(request.architecture().name().toLowerCase(Locale.ROOT));
            OciBase image = OciBase.open(source, platform, new LayerStore(cache), new Events(listener));
            return new ContainerBase(source, image);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /// The root file system that its layers make.
    RootFileSystemBase root(BuildCache cache) throws IOException {
        return RootFileSystemBase.of(image.layers(), cache);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /// Passes on what is heard of layers.
    private record Events(BuildListener listener) implements LayerListener {
        @Override
        public void step(String step) {
            listener.step(step);
        }

        @Override
        public void progress(long done, long total) {
            listener.progress(done, total);
        }

        @Override
        public void warning(String text) {
            listener.warning(text);
        }

        @Override
        public void resolved(ResolvedImage image) {
            listener.resolvedBase(image.name(), image.named().toString());
        }
    }
}
