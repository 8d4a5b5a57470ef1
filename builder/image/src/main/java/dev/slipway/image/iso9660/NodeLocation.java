package dev.slipway.image.iso9660;

import java.util.List;

/// Where a node of an image that was read lies.
///
/// @param extents the sections of its data, none for what has no data
/// @param recordOffset its first directory record, in bytes from the start of the image
/// @param extras entries of its system use field that this library passes on without a look, such as `ZF` and `AL`
public record NodeLocation(List<IsoExtent> extents, long recordOffset, List<SystemUseEntry> extras) {
    public NodeLocation {
        extents = List.copyOf(extents);
        extras = List.copyOf(extras);
    }
}
