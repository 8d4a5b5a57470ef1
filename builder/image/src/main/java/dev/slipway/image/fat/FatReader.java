package dev.slipway.image.fat;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads a FAT file system of any type. Contents stay parts of the image. Directories get mode 0755, files 0644 or,
/// where they are marked read-only, 0444; a long name of more than 255 bytes in UTF-8 gives way to its short one.
///
/// Rings and shared clusters are met with an exception; what is read is bounded by the size of the image.
public final class FatReader {

    private static final int DIRECTORY_BYTES_MAX = PlannedDirectory.SLOTS_MAX * DirectoryEntry.SIZE;
    /// Far more than an EFI system partition or a seed medium has, and a tree that still fits into memory.
    private static final int ENTRIES_MAX = 1 << 20;

    private static final String NAME = "FAT directory entry";

    private final Image image;
    private final BootSector bootSector;
    private final ClusterChains chains;
    private String label;
    private int entryCount;

    private FatReader(Image image, BootSector bootSector, ImageReader reader) {
        this.image = image;
        this.bootSector = bootSector;
        chains = new ClusterChains(image, reader, bootSector);
        label = bootSector.label().equals(BootSector.NO_LABEL)
                ? ""
                : bootSector.label().label();
    }

    /// Reads a file system.
    ///
    /// @throws MalformedImageException where it is no FAT file system, or not a sound one
    public static FatVolume read(Image image) throws IOException {
        try (ImageReader reader = ImageReader.of(image)) {
            BootSector bootSector = BootSector.decode(reader.read("FAT boot sector", 0, BootSector.SIZE));
            long size = bootSector.totalSectors() * bootSector.sectorBytes();
            if (size > image.size()) {
                throw new MalformedImageException(
                        "FAT boot sector",
                        32,
                        "expected a file system of at most %d bytes, found %d".formatted(image.size(), size));
            }
            return new FatReader(image, bootSector, reader).read();
        }
    }

    /// Whether an image begins like a FAT file system.
    public static boolean isPresent(ImageReader image) throws IOException {
        if (image.size() < BootSector.SIZE) {
            return false;
        }
        try {
            BootSector.decode(image.read("FAT boot sector", 0, BootSector.SIZE));
            return true;
        } catch (MalformedImageException e) {
            return false;
        }
    }

    private FatVolume read() throws IOException {
        Image root = bootSector.fat32()
                ? chains.readAll(bootSector.rootCluster(), DIRECTORY_BYTES_MAX)
                : image.slice(
                        bootSector.rootStartSector() * bootSector.sectorBytes(),
                        (long) bootSector.rootEntries() * DirectoryEntry.SIZE);
        Directory tree = directory(root, FatTime.of(Instant.EPOCH).toInstant(), 0);
        return new FatVolume(
                bootSector.type(),
                label,
                bootSector.volumeId(),
                bootSector.clusterBytes(),
                bootSector.totalSectors() * bootSector.sectorBytes(),
                tree);
    }

    private Directory directory(Image content, Instant modified, int depth) throws IOException {
        List<DirectoryScanner.Named> found = scan(content);
        SortedMap<FileName, Node> entries = new TreeMap<>();
        Instant own = modified;
        for (DirectoryScanner.Named named : found) {
            if (named.entry().isLabel()) {
                if (depth == 0) {
                    label = named.name();
                    own = named.entry().modified();
                }
            } else if (entries.put(name(named), node(named.entry(), depth + 1)) != null) {
                throw malformed(named, "'%s' is there twice".formatted(named.name()));
            }
        }
        return new Directory(Metadata.of(0755, own), entries);
    }

    private List<DirectoryScanner.Named> scan(Image content) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.wrap(content.toByteArray(DIRECTORY_BYTES_MAX)).order(ByteOrder.LITTLE_ENDIAN);
        List<DirectoryScanner.Named> found = DirectoryScanner.scan(bytes);
        entryCount += found.size();
        if (entryCount > ENTRIES_MAX) {
            throw new MalformedImageException(NAME, 0, "expected at most %d files".formatted(ENTRIES_MAX));
        }
        return found;
    }

    private Node node(DirectoryEntry entry, int depth) throws IOException {
        if (!entry.isDirectory()) {
            int permissions = (entry.attributes() & DirectoryEntry.READ_ONLY) != 0 ? 0444 : 0644;
            Image content = entry.size() == 0 ? Image.empty() : chains.read(cluster(entry), entry.size());
            return new RegularFile(Metadata.of(permissions, entry.modified()), content);
        }
        if (depth > PlannedDirectory.DEPTH_MAX) {
            throw new MalformedImageException(
                    NAME, 0, "expected at most %d levels of directories".formatted(PlannedDirectory.DEPTH_MAX));
        }
        return directory(chains.readAll(cluster(entry), DIRECTORY_BYTES_MAX), entry.modified(), depth);
    }

    /// The upper half belongs to FAT32 only; OS/2 kept something else there.
    private long cluster(DirectoryEntry entry) {
        return bootSector.fat32() ? entry.firstCluster() : entry.firstCluster() & 0xFFFF;
    }

    private static FileName name(DirectoryScanner.Named named) throws MalformedImageException {
        try {
            return FileName.of(named.name());
        } catch (IllegalArgumentException e) {
            throw malformed(named, "expected a name, found " + e.getMessage());
        }
    }

    private static MalformedImageException malformed(DirectoryScanner.Named named, String problem) {
        return new MalformedImageException(NAME, named.position(), problem);
    }
}
