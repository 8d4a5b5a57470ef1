package dev.slipway.builder.inspection;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is in an image, as facts that a front door lays out as a table or as JSON.
///
/// @param file the image
/// @param sizeBytes its size
/// @param volume the volume descriptor's facts
/// @param bootEntries the El Torito boot catalog
/// @param partitionTable `gpt`, `hybrid` (GPT whose partitions the MBR names, too), `mbr` or `none`
/// @param partitions the partitions, of the GPT where there is one
/// @param flavour the boot flavour, where we know it
/// @param userData the baked user-data with its secrets masked
/// @param tree the files, by path
public record ImageInspection(
        Path file,
        long sizeBytes,
        Volume volume,
        List<BootEntry> bootEntries,
        String partitionTable,
        List<Partition> partitions,
        Optional<String> flavour,
        Optional<BakedUserData> userData,
        List<TreeEntry> tree) {

    public ImageInspection {
        bootEntries = List.copyOf(bootEntries);
        partitions = List.copyOf(partitions);
        tree = List.copyOf(tree);
    }

    /// Reads an image.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is none that we can read
    public static ImageInspection of(Path file) {
        return new Inspector(MediumReading.open(file)).inspect();
    }

    /// The volume.
    ///
    /// @param id the volume identifier
    /// @param created the volume's date in ISO 8601, where it is set
    /// @param blocks its size in blocks of 2048 bytes
    /// @param extensions such as `Rock Ridge` and `Joliet`
    public record Volume(
            String id,
            String systemId,
            String publisher,
            String preparer,
            String application,
            Optional<String> created,
            long blocks,
            List<String> extensions) {
        public Volume {
            extensions = List.copyOf(extensions);
        }
    }

    /// One entry of the boot catalog.
    ///
    /// @param platform `BIOS` or `UEFI` or the number
    /// @param loadSectors in units of 512 bytes
    /// @param path the file that is booted, where it is one
    public record BootEntry(String platform, boolean bootable, long block, int loadSectors, Optional<String> path) {}

    /// One partition.
    ///
    /// @param firstSector and `sectors`: in units of 512 bytes
    public record Partition(int number, String type, String name, long firstSector, long sectors) {}

    /// The user-data on the medium.
    ///
    /// @param path on the medium
    /// @param text what is baked, secrets masked
    public record BakedUserData(String path, long sizeBytes, String text) {}

    /// One file of the tree.
    ///
    /// @param mode as `ls -l` shows it
    /// @param target of a symbolic link
    public record TreeEntry(String path, String mode, long uid, long gid, long sizeBytes, Optional<String> target) {}
}
