package dev.slipway.ova.inspection;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.ova.vmdk.VmdkFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/// What is known of a VMDK by its tables.
///
/// @param format `streamOptimized` or `monolithicSparse`
/// @param capacityBytes the size of the disk
/// @param dataBytes how much of it the file holds; the rest is zeros
/// @param contentId by which VMware tells that the disk has changed
/// @param fitsAppliance whether it can go into an appliance as it is
public record DiskInspection(
        Path file,
        long sizeBytes,
        String format,
        long capacityBytes,
        long dataBytes,
        long grainBytes,
        String contentId,
        boolean fitsAppliance) {

    /// The first four bytes of a sparse extent.
    private static final ByteBuffer MAGIC =
            ByteBuffer.wrap(new byte[] {'K', 'D', 'M', 'V'}).asReadOnlyBuffer();

    private static final long SECTOR_BYTES = 512;

    /// Whether a file is one, by its first bytes.
    public static boolean isVmdk(Path file) {
        try (ImageReader reader = ImageReader.of(Image.ofFile(file))) {
            return Files.isRegularFile(file)
                    && reader.size() >= MAGIC.capacity()
                    && reader.read("magic", 0, MAGIC.capacity()).equals(MAGIC);
        } catch (IOException e) {
            // Whoever reads it tells why it cannot be read.
            return false;
        }
    }

    /// Reads the tables of a disk.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where they are damaged
    public static DiskInspection of(Path file) {
        try {
            Image image = Image.ofFile(file);
            VmdkFile disk = VmdkFile.open(image);
            return new DiskInspection(
                    file,
                    image.size(),
                    disk.createType(),
                    disk.capacityBytes(),
                    disk.populatedBytes(),
                    disk.grainSectors() * SECTOR_BYTES,
                    HexFormat.of().toHexDigits(disk.contentId()),
                    disk.isReusable());
        } catch (MalformedImageException e) {
            throw Problem.input("disk.malformed", "the disk cannot be read: " + e.problem())
                    .at("%s, %s, byte %d".formatted(file, e.structure(), e.offset()))
                    .exception(e);
        } catch (IOException e) {
            throw Diagnosis.of(e).exception(e);
        }
    }
}
