package dev.slipway.image.iso9660;

import static java.util.Objects.requireNonNull;

/// The texts and the date that a volume's descriptors carry (ECMA-119, 8.4). Printable ASCII is accepted throughout, as
/// all systems do: lower case too, which labels such as `cidata` need.
///
/// @param systemId at most 32 characters
/// @param volumeId the label, at most 32 characters, of which Joliet shows 16
/// @param volumeSetId at most 128 characters, like the three that follow
/// @param date when the volume was made and last changed; GRUB calls it the UUID of the file system
public record VolumeLabels(
        String systemId,
        String volumeId,
        String volumeSetId,
        String publisherId,
        String preparerId,
        String applicationId,
        VolumeDate date) {

    public VolumeLabels {
        requireText("system id", systemId, 32);
        requireText("volume id", volumeId, 32);
        requireText("volume set id", volumeSetId, 128);
        requireText("publisher id", publisherId, 128);
        requireText("preparer id", preparerId, 128);
        requireText("application id", applicationId, 128);
        requireNonNull(date, "date is null");
    }

    /// A label and a date, with the other texts left empty.
    public static VolumeLabels of(String volumeId, VolumeDate date) {
        return new VolumeLabels("", volumeId, "", "", "", "", date);
    }

    /// The same with another label.
    public VolumeLabels withVolumeId(String newVolumeId) {
        return new VolumeLabels(systemId, newVolumeId, volumeSetId, publisherId, preparerId, applicationId, date);
    }

    /// The same with another date.
    public VolumeLabels withDate(VolumeDate newDate) {
        return new VolumeLabels(systemId, volumeId, volumeSetId, publisherId, preparerId, applicationId, newDate);
    }

    /// The same with the names of those who publish and prepare the volume, and of the program that makes it.
    public VolumeLabels withMakers(String newPublisherId, String newPreparerId, String newApplicationId) {
        return new VolumeLabels(systemId, volumeId, volumeSetId, newPublisherId, newPreparerId, newApplicationId, date);
    }

    private static void requireText(String what, String text, int lengthMax) {
        requireNonNull(text, "text is null");
        if (text.length() > lengthMax) {
            throw new IllegalArgumentException("%s '%s' has %d characters; at most %d are possible"
                    .formatted(what, text, text.length(), lengthMax));
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                throw new IllegalArgumentException(
                        "%s '%s' holds U+%04X at position %d; only printable ASCII is possible"
                                .formatted(what, text, (int) text.charAt(i), i + 1));
            }
        }
    }
}
