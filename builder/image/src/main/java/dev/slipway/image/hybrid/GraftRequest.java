package dev.slipway.image.hybrid;

import static java.util.Objects.requireNonNull;

import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import dev.slipway.image.iso9660.SiteAreaRequest;
import dev.slipway.image.iso9660.VolumeLabels;
import dev.slipway.image.tree.Directory;
import java.util.Optional;

/// What becomes of an ISO that exists.
///
/// @param tree its new files; a node that is the base's own keeps its place
/// @param labels of the new descriptors
/// @param siteArea the files that lie last
/// @param efiSystemPartition a new one, where the base's must change
/// @param identity of the result: disk and partition GUIDs come from it
public record GraftRequest(
        Directory tree,
        VolumeLabels labels,
        Optional<SiteAreaRequest> siteArea,
        Optional<Image> efiSystemPartition,
        Sha256 identity) {

    public GraftRequest {
        requireNonNull(tree, "tree is null");
        requireNonNull(labels, "labels is null");
        requireNonNull(identity, "identity is null");
    }
}
