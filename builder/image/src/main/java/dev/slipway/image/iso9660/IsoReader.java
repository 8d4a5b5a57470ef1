package dev.slipway.image.iso9660;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.FileName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads an ISO 9660 image, whoever made it: descriptors and boot catalog when it is opened, trees when they are asked
/// for. Nothing is trusted; what does not hold together is met with a [MalformedImageException].
public final class IsoReader {

    /// No image has more than a handful.
    private static final int DESCRIPTORS_MAX = 64;

    private static final String STRUCTURE = "volume descriptor";

    private final Image image;
    private final long base;
    private final VolumeDescriptor primary;
    private final Optional<VolumeDescriptor> joliet;
    private final Optional<BootCatalog> bootCatalog;
    private final Set<Hierarchy> hierarchies;

    private IsoReader(
            Image image,
            long base,
            VolumeDescriptor primary,
            Optional<VolumeDescriptor> joliet,
            Optional<BootCatalog> bootCatalog,
            Set<Hierarchy> hierarchies) {
        this.image = image;
        this.base = base;
        this.primary = primary;
        this.joliet = joliet;
        this.bootCatalog = bootCatalog;
        this.hierarchies = Collections.unmodifiableSet(hierarchies);
    }

    /// Opens the volume that begins with the image.
    ///
    /// @throws MalformedImageException where it holds none
    public static IsoReader open(Image image) throws IOException {
        return open(image, 0);
    }

    /// Opens the volume that begins at a block and counts from there: that of a partition, where it has descriptors of
    /// its own. The locations that are told still count from the start of the image.
    public static IsoReader open(Image image, long firstBlock) throws IOException {
        long base = firstBlock * Blocks.BLOCK_BYTES;
        try (ImageReader reader = ImageReader.of(image)) {
            Found found = descriptors(reader, base);
            VolumeDescriptor primary = found.primary;
            if (primary == null) {
                throw new MalformedImageException(
                        STRUCTURE,
                        base + (long) Blocks.SYSTEM_AREA_BLOCKS * Blocks.BLOCK_BYTES,
                        "found no primary one");
            }
            Optional<BootCatalog> catalog = found.bootRecord == null
                    ? Optional.empty()
                    : Optional.of(BootCatalog.read(reader, base, found.bootRecord.catalogBlock()));
            EnumSet<Hierarchy> hierarchies = EnumSet.of(Hierarchy.PLAIN);
            if (found.joliet != null) {
                hierarchies.add(Hierarchy.JOLIET);
            }
            if (hasRockRidge(reader, base, primary)) {
                hierarchies.add(Hierarchy.ROCK_RIDGE);
            }
            return new IsoReader(image, base, primary, Optional.ofNullable(found.joliet), catalog, hierarchies);
        }
    }

    /// What the descriptor set holds; of several of a kind the first counts.
    private static final class Found {
        private @Nullable VolumeDescriptor primary;
        private @Nullable VolumeDescriptor joliet;
        private @Nullable BootRecord bootRecord;
    }

    private static Found descriptors(ImageReader reader, long base) throws IOException {
        Found found = new Found();
        for (int i = 0; i < DESCRIPTORS_MAX; i++) {
            long offset = base + (long) (Blocks.SYSTEM_AREA_BLOCKS + i) * Blocks.BLOCK_BYTES;
            ByteBuffer block = reader.read(STRUCTURE, offset, Blocks.BLOCK_BYTES);
            byte[] id = new byte[DescriptorSet.STANDARD_ID.length];
            block.get(1, id);
            if (!Arrays.equals(id, DescriptorSet.STANDARD_ID)) {
                throw new MalformedImageException(STRUCTURE, offset + 1, "expected 'CD001'");
            }
            int type = Byte.toUnsignedInt(block.get(0));
            if (type == DescriptorSet.TYPE_TERMINATOR) {
                return found;
            }
            if (type == VolumeDescriptor.TYPE_PRIMARY && found.primary == null) {
                found.primary = VolumeDescriptor.decode(block, VolumeDescriptor.Kind.PRIMARY, offset);
            } else if (type == VolumeDescriptor.TYPE_SUPPLEMENTARY
                    && found.joliet == null
                    && VolumeDescriptor.isJoliet(block)) {
                found.joliet = VolumeDescriptor.decode(block, VolumeDescriptor.Kind.JOLIET, offset);
            } else if (type == BootRecord.TYPE && found.bootRecord == null && BootRecord.isElTorito(block)) {
                found.bootRecord = BootRecord.decode(block);
            }
        }
        throw new MalformedImageException(
                STRUCTURE, base, "expected a terminator among the first %d".formatted(DESCRIPTORS_MAX));
    }

    /// Whether the root directory announces the sharing protocol and has POSIX attributes.
    private static boolean hasRockRidge(ImageReader reader, long base, VolumeDescriptor primary) throws IOException {
        DirectoryRecord self = new DirectoryReader(reader, base).self(primary.rootBlock());
        byte[] field = self.systemUse();
        if (field.length < 7
                || field[0] != 'S'
                || field[1] != 'P'
                || field[4] != (byte) 0xBE
                || field[5] != (byte) 0xEF) {
            return false;
        }
        long offset = base + primary.rootBlock() * Blocks.BLOCK_BYTES;
        return new SystemUseReader(reader, base)
                .read(field, 0, offset).stream()
                        .anyMatch(entry -> entry.signature().equals("PX"));
    }

    /// The primary volume descriptor.
    public VolumeDescriptor primary() {
        return primary;
    }

    /// Joliet's volume descriptor, where there is one.
    public Optional<VolumeDescriptor> joliet() {
        return joliet;
    }

    /// The boot catalog, where the image boots as a CD. Found through the boot record, whether it is a file or hidden.
    public Optional<BootCatalog> bootCatalog() {
        return bootCatalog;
    }

    /// The hierarchies that can be read, in the order of preference.
    public Set<Hierarchy> hierarchies() {
        return hierarchies;
    }

    /// The tree of the best hierarchy.
    public IsoTree tree() throws IOException {
        return tree(hierarchies.iterator().next());
    }

    /// The tree of the best hierarchy, of which directories of the root are left out: for those who look for few files,
    /// and in haste.
    ///
    /// @param directories those of the root that are read, with all that lies in them
    public IsoTree treeOf(Set<String> directories) throws IOException {
        return tree(hierarchies.iterator().next(), name -> directories.contains(name.toString()));
    }

    /// The tree of one hierarchy.
    ///
    /// @throws IllegalArgumentException where the image does not have it
    public IsoTree tree(Hierarchy hierarchy) throws IOException {
        return tree(hierarchy, name -> true);
    }

    private IsoTree tree(Hierarchy hierarchy, Predicate<FileName> wanted) throws IOException {
        if (!hierarchies.contains(hierarchy)) {
            throw new IllegalArgumentException(
                    "the image has no hierarchy %s, only %s".formatted(hierarchy, hierarchies));
        }
        VolumeDescriptor descriptor = hierarchy == Hierarchy.JOLIET ? joliet.orElseThrow() : primary;
        try (ImageReader reader = ImageReader.of(image)) {
            return new TreeReader(image, reader, base, hierarchy, wanted).read(descriptor);
        }
    }
}
