package dev.slipway.ova.ovf;

import java.util.Optional;

/// A CD drive.
///
/// @param image the ISO that lies in it and travels in the archive; an empty drive is where vSphere puts the
/// properties, for guests that read them from a CD
public record CdDrive(Optional<Iso> image) {

    /// A drive without a medium.
    public static final CdDrive EMPTY = new CdDrive(Optional.empty());

    /// A drive with an ISO in it.
    public static CdDrive of(String fileName, long fileBytes) {
        return new CdDrive(Optional.of(new Iso(fileName, fileBytes)));
    }

    /// An ISO in the archive.
    public record Iso(String fileName, long fileBytes) {
        public Iso {
            PlainText.requireFileName(fileName);
            if (fileBytes <= 0) {
                throw new IllegalArgumentException("an ISO of %d bytes".formatted(fileBytes));
            }
        }
    }
}
