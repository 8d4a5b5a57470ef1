package dev.slipway.image.iso9660;

import java.util.List;
import java.util.Optional;

/// How a volume boots as a CD.
public sealed interface BootRequest {

    /// A boot catalog of these images, the first of which is the default.
    ///
    /// @param path where the catalog is seen as a file; where nothing is given it is hidden
    record Catalog(List<BootImage> images, Optional<String> path) implements BootRequest {

        /// What fits one block, with a section header for each.
        static final int IMAGES_MAX = 31;

        public Catalog {
            images = List.copyOf(images);
            if (images.isEmpty() || images.size() > IMAGES_MAX) {
                throw new IllegalArgumentException(
                        "a boot catalog has 1 to %d images, not %d".formatted(IMAGES_MAX, images.size()));
            }
        }

        /// A catalog that is not seen as a file.
        public static Catalog hidden(BootImage... images) {
            return new Catalog(List.of(images), Optional.empty());
        }
    }

    /// The catalog of the base, which stays where it is.
    record Existing(long catalogBlock) implements BootRequest {}

    /// Not at all.
    record None() implements BootRequest {}
}
