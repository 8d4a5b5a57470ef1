package dev.slipway.image.iso9660;

import java.util.List;

/// Files that differ from image to image, and so lie last: the records of the one directory that holds them, and their
/// contents, within an area of a fixed size.
///
/// @param capacityBytes the size of the area, a multiple of 2048
/// @param slots the files, all in one directory
public record SiteAreaRequest(long capacityBytes, List<Slot> slots) {

    public SiteAreaRequest {
        slots = List.copyOf(slots);
        if (capacityBytes <= 0 || capacityBytes % Blocks.BLOCK_BYTES != 0) {
            throw new IllegalArgumentException(
                    "a site area of %d bytes is not a multiple of 2048".formatted(capacityBytes));
        }
        if (slots.isEmpty()) {
            throw new IllegalArgumentException("a site area needs at least one file");
        }
    }

    /// A file and the room that it may take.
    ///
    /// @param path where it is in the tree
    /// @param capacityBytes how large it may become
    public record Slot(String path, long capacityBytes) {
        public Slot {
            if (capacityBytes < 0 || capacityBytes > IsoExtent.SECTION_BYTES_MAX) {
                throw new IllegalArgumentException("slot of %d bytes for '%s'".formatted(capacityBytes, path));
            }
        }
    }
}
