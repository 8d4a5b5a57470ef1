package dev.slipway.ova.ovf;

/// A disk of an appliance.
///
/// @param fileName of the VMDK in the archive
/// @param fileBytes the size of that file
/// @param capacityBytes the size of the disk that the machine sees
/// @param populatedBytes how much of it holds data: what it takes where disks are thin
public record ApplianceDisk(String fileName, long fileBytes, long capacityBytes, long populatedBytes) {

    private static final int SECTOR_BYTES = 512;

    public ApplianceDisk {
        PlainText.requireFileName(fileName);
        if (fileBytes <= 0) {
            throw new IllegalArgumentException("a VMDK of %d bytes".formatted(fileBytes));
        }
        if (capacityBytes <= 0 || capacityBytes % SECTOR_BYTES != 0) {
            throw new IllegalArgumentException(
                    "a capacity of %d bytes is no number of sectors".formatted(capacityBytes));
        }
        if (populatedBytes < 0 || populatedBytes > capacityBytes) {
            throw new IllegalArgumentException(
                    "%d bytes of data on a disk of %d".formatted(populatedBytes, capacityBytes));
        }
    }
}
