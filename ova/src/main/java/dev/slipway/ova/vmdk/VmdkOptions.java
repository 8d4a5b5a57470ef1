package dev.slipway.ova.vmdk;

import static java.util.Objects.requireNonNull;

import dev.slipway.image.compression.Compression;

/// How a VMDK is written.
///
/// @param level the effort of deflate, 1 to 12
/// @param contentId the CID, by which VMware tells that a disk has changed; neither -1 nor -2, which say that there is
///     none
/// @param adapterType `ddb.adapterType`: `lsilogic` for every SCSI, SATA or NVMe controller, or `ide`
/// @param hardwareVersion `ddb.virtualHWVersion`, which only old hosts read
/// @param fileName what the descriptor calls the file itself: libvmdk opens that name, all others take the file that
///     they are given
public record VmdkOptions(int level, int contentId, String adapterType, int hardwareVersion, String fileName) {

    /// Measured on a disk of Debian: as small as by zlib at its usual level, in two fifths of the processor's time. One
    /// more takes 13 % longer and saves 0.6 %; one less saves 13 % and is 1.9 % larger.
    public static final int LEVEL_USUAL = 5;

    private static final int LEVEL_MAX = 12;
    private static final int RESERVED_IDS = 2;

    public VmdkOptions {
        requireNonNull(adapterType, "adapterType is null");
        requireNonNull(fileName, "fileName is null");
        if (level < 1 || level > LEVEL_MAX) {
            throw new IllegalArgumentException("%d is no level of deflate from 1 to %d".formatted(level, LEVEL_MAX));
        }
        if (Integer.compareUnsigned(contentId, -RESERVED_IDS) >= 0) {
            throw new IllegalArgumentException("a content id of %08x says that there is none".formatted(contentId));
        }
        if (!adapterType.matches("[a-zA-Z0-9]{1,32}")) {
            throw new IllegalArgumentException("'%s' is no type of adapter".formatted(adapterType));
        }
        if (!fileName.matches("[^\\p{Cntrl}\"/\\\\]{1,255}")) {
            throw new IllegalArgumentException(
                    "'%s' is no name of a file that a descriptor can tell".formatted(fileName));
        }
        if (hardwareVersion < 1 || hardwareVersion > 99) {
            throw new IllegalArgumentException("%d is no hardware version".formatted(hardwareVersion));
        }
    }

    /// Options with a name that is always the same, so that the bytes do not depend on the file's own.
    public VmdkOptions(int level, int contentId, String adapterType, int hardwareVersion) {
        this(level, contentId, adapterType, hardwareVersion, "disk.vmdk");
    }

    /// The usual level, for any controller but IDE.
    public static VmdkOptions of(int contentId) {
        return new VmdkOptions(LEVEL_USUAL, contentId, "lsilogic", 15);
    }

    /// These options with another effort.
    public VmdkOptions withLevel(int other) {
        return new VmdkOptions(other, contentId, adapterType, hardwareVersion, fileName);
    }

    /// These options with the name that the file will have, so that its name is told right.
    public VmdkOptions withFileName(String other) {
        return new VmdkOptions(level, contentId, adapterType, hardwareVersion, other);
    }

    Compression compression() {
        return new Compression(Compression.Method.GZIP, level);
    }
}
