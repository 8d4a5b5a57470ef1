package dev.slipway.builder.installer;

import dev.slipway.builder.problem.Problem;
import dev.slipway.image.iso9660.VolumeDate;
import dev.slipway.image.iso9660.VolumeLabels;
import java.time.Instant;

/// The texts of a medium's descriptors.
final class VolumeTexts {

    private VolumeTexts() {}

    static VolumeLabels of(String volumeId, Instant time) {
        return relabel(VolumeLabels.of("", VolumeDate.of(time)).withMakers("", "", "SLIPWAY"), volumeId);
    }

    /// The same texts with a label of the user's.
    static VolumeLabels relabel(VolumeLabels labels, String volumeId) {
        try {
            return labels.withVolumeId(volumeId);
        } catch (IllegalArgumentException e) {
            throw Problem.usage("volume-id", "the volume id cannot be used")
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        }
    }
}
