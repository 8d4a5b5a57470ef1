package dev.slipway.builder.oci.publish;

import dev.slipway.builder.oci.ImageName;
import dev.slipway.builder.oci.registry.RegistryRepository;
import dev.slipway.builder.oci.registry.RegistrySettings;
import dev.slipway.builder.oci.store.Crew;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.builder.oci.store.SharedProgress;
import java.io.IOException;
import java.util.Optional;

/// A tag in a registry. What the repository has is not sent again; what the base's repository in the same registry has
/// is mounted; all else is sent, several blobs at once, from where the base lies, and never kept in between. The
/// manifest comes last: before it the image is not there, after it the image is whole.
///
/// @param name not pinned
record RegistryDestination(ImageName name, RegistrySettings settings) implements ImageDestination {

    @Override
    public PublishedImage write(CustomisedImage image, LayerListener listener) throws IOException {
        Optional<String> mountable = image.baseLocation()
                .filter(base -> base.host().equals(name.host()))
                .map(ImageName::repository)
                .filter(repository -> !repository.equals(name.repository()));
        listener.step("Push %s".formatted(name));
        long bytes = image.blobs().stream()
                .mapToLong(blob -> blob.descriptor().size())
                .sum();
        SharedProgress progress = new SharedProgress(listener, bytes);
        try (RegistryRepository repository = new RegistryRepository(name, mountable, settings)) {
            Crew.run(image.blobs(), blob -> {
                push(blob, repository, mountable, progress);
                return blob;
            });
            repository.put(name.tag().orElseThrow(), image.manifest(), image.mediaType());
        }
        return new PublishedImage(
                name.at(image.manifest().digest()).toString(), image.manifest().digest());
    }

    private static void push(
            ImageBlob blob, RegistryRepository repository, Optional<String> mountable, SharedProgress progress)
            throws IOException {
        boolean there = repository.has(blob.descriptor())
                || (blob.ofBase() && mountable.isPresent() && repository.mount(blob.descriptor(), mountable.get()));
        if (there) {
            progress.add(blob.descriptor().size());
        } else {
            repository.upload(blob.descriptor(), () -> blob.open(progress::add));
        }
    }
}
