package dev.slipway.builder.oci;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Several images under one name, one for each platform (OCI image specification v1.1, "Image Index"; Docker
/// "Manifest List").
public record ImageIndex(List<Descriptor> manifests) implements ImageDocument {

    public ImageIndex {
        manifests = List.copyOf(manifests);
    }

    /// @throws ProblemException where it is no index
    static ImageIndex decode(JsonObject json) {
        return new ImageIndex(
                json.requiredList("manifests").stream().map(Descriptor::decode).toList());
    }

    /// Those that say of themselves that they are for this platform, the best first: one without a variant runs
    /// everywhere. Among equals the earlier one (specification: "If multiple manifests match a client or runtime's
    /// requirements, the first matching entry SHOULD be used").
    public List<Descriptor> saidToBeFor(Platform platform) {
        return manifests.stream()
                .filter(ImageIndex::isImageOrIndex)
                .filter(manifest -> manifest.platform().filter(platform::runs).isPresent())
                .sorted(Comparator.comparingInt(
                        manifest -> rank(platform, manifest.platform().flatMap(Platform::variant))))
                .toList();
    }

    private static int rank(Platform wanted, Optional<String> variant) {
        if (variant.equals(wanted.variant())) {
            return 0;
        }
        return variant.isEmpty() ? 1 : 2;
    }

    /// Those that do not say for which platform they are: only their configuration tells.
    public List<Descriptor> silent() {
        return manifests.stream()
                .filter(ImageIndex::isImageOrIndex)
                .filter(manifest -> manifest.platform().isEmpty())
                .toList();
    }

    private static boolean isImageOrIndex(Descriptor manifest) {
        // Old writers leave the type out.
        boolean image = manifest.mediaType().isEmpty()
                || MediaTypes.isManifest(manifest.mediaType())
                || MediaTypes.isIndex(manifest.mediaType());
        return image && manifest.artifactType().isEmpty();
    }

    /// The platforms that are there, for people to choose from.
    public List<Platform> platforms() {
        return manifests.stream()
                .flatMap(manifest -> manifest.platform().stream())
                .filter(Platform::isKnown)
                .distinct()
                .toList();
    }
}
