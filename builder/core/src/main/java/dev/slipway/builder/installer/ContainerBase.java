package dev.slipway.builder.installer;

import dev.slipway.builder.base.BaseAccess;
import dev.slipway.builder.base.BaseReference.ContainerImage;
import dev.slipway.builder.base.ImageSources;
import dev.slipway.builder.base.RootFileSystemBase;
import dev.slipway.builder.cache.BuildCache;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.signature.SignatureKey;
import dev.slipway.builder.oci.signature.SignatureVerification;
import dev.slipway.builder.oci.store.LayerStore;
import dev.slipway.builder.oci.store.OciBase;
import dev.slipway.builder.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// A container image as the base of a build: resolved once, with its signature verified where the user wants that, and
/// with its layers here; open until the build is done.
///
/// @param source where it came from
/// @param image what its name led to
record ContainerBase(ImageSource source, OciBase image) implements AutoCloseable {

    static ContainerBase open(
            ContainerImage reference,
            Architecture architecture,
            BaseAccess access,
            BuildCache cache,
            BuildListener listener)
            throws IOException {
        Optional<SignatureKey> key = access.verifyKey().map(SignatureKey::read);
        Platform platform = Platform.linux(architecture.name().toLowerCase(Locale.ROOT));
        ImageSource source = new ImageSources(cache, access, System.getenv()).open(reference);
        try {
            if (key.isPresent()) {
                // Before anything of it is fetched.
                listener.step("Verify the signature of " + reference);
                SignatureVerification.verify(key.get(), source, source.resolve(platform));
            }
            OciBase image = OciBase.open(source, platform, new LayerStore(cache), new LayerEvents(listener));
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

    /// The digest of what its name led to.
    String digest() {
        return image.image().named().toString();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /// The file of a key makes sense only where there can be a signature.
    static void refuseKey(BaseAccess access, Object base) {
        Optional<Path> key = access.verifyKey();
        if (key.isPresent()) {
            throw Problem.usage("signature.no-image", "the signature of this base cannot be verified")
                    .at(base.toString())
                    .because("signatures are stored beside container images, and this is none")
                    .fix("leave --verify-key out, or name a container image as the base")
                    .exception();
        }
    }
}
