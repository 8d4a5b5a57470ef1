package dev.slipway.image.fat;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// How a FAT file system is to be made. Begin with [#of] and change what matters.
///
/// @param volumeLabel up to 11 printable ASCII characters, or empty for none. Kept as it is, though some systems show
///     lower case in upper case
/// @param volumeId the serial number, 32 bits; derive it from the content
/// @param type the type, or null for the smallest that suits the content
/// @param fixedBytes the exact size, a multiple of 512, or 0 for as much as the content needs
/// @param minimumBytes the room for data to have at least, used where the size is not fixed
/// @param freeBytes the room to leave beside the content, used where the size is not fixed
/// @param hiddenSectors where the partition begins on its disk, in sectors of 512 bytes; some firmware looks at it
public record FatOptions(
        String volumeLabel,
        long volumeId,
        @Nullable FatType type,
        long fixedBytes,
        long minimumBytes,
        long freeBytes,
        long hiddenSectors) {

    /// The longest label.
    public static final int LABEL_LENGTH_MAX = 11;

    private static final String LABEL_FORBIDDEN = "\"*+,./:;<=>?[\\]|";
    private static final long UINT32_MAX = 0xFFFF_FFFFL;
    private static final long BYTES_MAX = UINT32_MAX * BootSector.SIZE;

    public FatOptions {
        requireNonNull(volumeLabel, "volumeLabel is null");
        if (volumeLabel.length() > LABEL_LENGTH_MAX
                || volumeLabel.startsWith(" ")
                || volumeLabel.endsWith(" ")
                || !volumeLabel.chars().allMatch(c -> c >= ' ' && c < 0x7F && LABEL_FORBIDDEN.indexOf(c) < 0)) {
            throw new IllegalArgumentException(
                    "'%s' is no volume label for FAT: up to 11 ASCII characters, none of %s, no blank at either end"
                            .formatted(volumeLabel, LABEL_FORBIDDEN));
        }
        if (volumeId < 0 || volumeId > UINT32_MAX) {
            throw new IllegalArgumentException("volume id %x is beyond 32 bits".formatted(volumeId));
        }
        if (fixedBytes < 0 || fixedBytes > BYTES_MAX || fixedBytes % BootSector.SIZE != 0) {
            throw new IllegalArgumentException(
                    "size of %d bytes is no multiple of 512 below 2 TiB".formatted(fixedBytes));
        }
        if (minimumBytes < 0 || minimumBytes > BYTES_MAX || freeBytes < 0 || freeBytes > BYTES_MAX) {
            throw new IllegalArgumentException(
                    "room of %d and %d free bytes is not in 0 to 2 TiB".formatted(minimumBytes, freeBytes));
        }
        if (hiddenSectors < 0 || hiddenSectors > UINT32_MAX) {
            throw new IllegalArgumentException("partition start %d is beyond 32 bits".formatted(hiddenSectors));
        }
    }

    /// A file system as small as its content allows.
    public static FatOptions of(String volumeLabel, long volumeId) {
        return new FatOptions(volumeLabel, volumeId, null, 0, 0, 0, 0);
    }

    /// The same of a given type.
    public FatOptions withType(FatType newType) {
        return new FatOptions(volumeLabel, volumeId, newType, fixedBytes, minimumBytes, freeBytes, hiddenSectors);
    }

    /// The same with exactly this size.
    public FatOptions withFixedBytes(long newFixedBytes) {
        return new FatOptions(volumeLabel, volumeId, type, newFixedBytes, minimumBytes, freeBytes, hiddenSectors);
    }

    /// The same with at least this much room for data, used or not.
    public FatOptions withMinimumBytes(long newMinimumBytes) {
        return new FatOptions(volumeLabel, volumeId, type, fixedBytes, newMinimumBytes, freeBytes, hiddenSectors);
    }

    /// The same with this much room beside the content.
    public FatOptions withFreeBytes(long newFreeBytes) {
        return new FatOptions(volumeLabel, volumeId, type, fixedBytes, minimumBytes, newFreeBytes, hiddenSectors);
    }

    /// The same for a partition that begins at this sector of its disk.
    public FatOptions withHiddenSectors(long newHiddenSectors) {
        return new FatOptions(volumeLabel, volumeId, type, fixedBytes, minimumBytes, freeBytes, newHiddenSectors);
    }
}
