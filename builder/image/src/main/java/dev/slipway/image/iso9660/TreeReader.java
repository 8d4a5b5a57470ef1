package dev.slipway.image.iso9660;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReader;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.iso9660.DirectoryReader.Located;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads one hierarchy into a tree, level by level and without recursion, so that depth costs no stack.
final class TreeReader {

    private static final String STRUCTURE = "directory record";
    private static final int DIRECTORY_PERMISSIONS = 0555;

    private final long base;
    private final Hierarchy hierarchy;
    private final DirectoryReader directories;
    private final SystemUseReader systemUse;
    private final IdentityHashMap<Node, NodeLocation> locations = new IdentityHashMap<>();
    private final FileNodes files;
    private final List<Branch> branches = new ArrayList<>();
    /// Bytes at the start of each system use field that belong to others; in all records but the first.
    private int skip;

    /// Which directories of the root are read; the others are left out.
    private final Predicate<FileName> wanted;

    /// @param base the byte of the image from which the volume counts
    TreeReader(Image image, ImageReader reader, long base, Hierarchy hierarchy, Predicate<FileName> wanted) {
        this.wanted = wanted;
        this.base = base;
        this.hierarchy = hierarchy;
        directories = new DirectoryReader(reader, base);
        systemUse = new SystemUseReader(reader, base);
        files = new FileNodes(image, base, locations);
    }

    /// A directory whose entries are being read.
    private record Branch(
            @Nullable Branch parent,
            @Nullable FileName name,
            int depth,
            Metadata metadata,
            NodeLocation location,
            List<Located> records,
            SortedMap<FileName, Node> entries) {

        Directory build() {
            return new Directory(metadata, entries);
        }
    }

    IsoTree read(VolumeDescriptor descriptor) throws IOException {
        List<Located> records = directories.read(descriptor.rootBlock(), descriptor.rootBytes());
        if (records.isEmpty()) {
            throw new MalformedImageException(
                    "root directory", base + descriptor.rootBlock() * Blocks.BLOCK_BYTES, "has no records");
        }
        Located self = records.getFirst();
        RockRidgeAttributes attributes = attributes(self);
        if (hierarchy == Hierarchy.ROCK_RIDGE) {
            skip = skippedBytes(self);
        }
        open(null, null, self, attributes, records);
        for (int i = 0; i < branches.size(); i++) {
            fill(branches.get(i));
        }
        // Children were opened after their parents.
        for (int i = branches.size() - 1; i > 0; i--) {
            Branch branch = branches.get(i);
            if (branch.parent() != null && branch.name() != null) {
                branch.parent().entries().put(branch.name(), close(branch));
            }
        }
        return new IsoTree(hierarchy, close(branches.getFirst()), locations);
    }

    private Directory close(Branch branch) {
        Directory directory = branch.build();
        locations.put(directory, branch.location());
        return directory;
    }

    /// How many bytes of each system use field belong to others (`SP`, SUSP 5.3).
    private int skippedBytes(Located self) throws IOException {
        byte[] data = systemUse.read(self.record().systemUse(), 0, self.offset()).stream()
                .filter(entry -> entry.signature().equals("SP"))
                .findFirst()
                .map(SystemUseEntry::data)
                .orElse(new byte[0]);
        return data.length < 3 ? 0 : Byte.toUnsignedInt(data[2]);
    }

    private RockRidgeAttributes attributes(Located located) throws IOException {
        List<SystemUseEntry> entries = hierarchy == Hierarchy.ROCK_RIDGE
                ? systemUse.read(located.record().systemUse(), skip, located.offset())
                : List.of();
        return RockRidgeAttributes.of(entries, located.offset());
    }

    private void open(
            @Nullable Branch parent,
            @Nullable FileName name,
            Located entry,
            RockRidgeAttributes attributes,
            List<Located> records)
            throws MalformedImageException {
        int depth = parent == null ? 0 : parent.depth() + 1;
        if (depth > Directory.DEPTH_MAX) {
            throw new MalformedImageException(
                    STRUCTURE, entry.offset(), "directories nested more than %d deep".formatted(Directory.DEPTH_MAX));
        }
        branches.add(new Branch(
                parent,
                name,
                depth,
                FileNodes.metadata(entry, attributes, DIRECTORY_PERMISSIONS),
                new NodeLocation(List.of(), entry.offset(), attributes.extras()),
                records,
                new TreeMap<>()));
    }

    private void fill(Branch branch) throws IOException {
        List<Located> records = branch.records();
        SortedMap<FileName, Boolean> names = new TreeMap<>();
        for (int i = 0; i < records.size(); i++) {
            Located first = records.get(i);
            if (first.record().isSelfOrParent() || (first.record().flags() & DirectoryRecord.ASSOCIATED) != 0) {
                continue;
            }
            List<Located> sections = sections(records, i);
            i += sections.size() - 1;
            RockRidgeAttributes attributes = attributes(first);
            if (attributes.isRelocated()) {
                continue;
            }
            FileName name = name(first, attributes);
            if (names.put(name, true) != null) {
                throw new MalformedImageException(STRUCTURE, first.offset(), "a second entry '%s'".formatted(name));
            }
            add(branch, name, sections, attributes);
        }
        // They take more room than what was made of them.
        records.clear();
    }

    private void add(Branch branch, FileName name, List<Located> sections, RockRidgeAttributes attributes)
            throws IOException {
        Located first = sections.getFirst();
        DirectoryRecord record = first.record();
        boolean directory = attributes.childBlock().isPresent() || record.isDirectory();
        if (directory && branch.parent() == null && !wanted.test(name)) {
            return;
        }
        if (attributes.childBlock().isPresent()) {
            long block = attributes.childBlock().getAsLong();
            long bytes = directories.self(block).dataBytes();
            open(branch, name, first, attributes, directories.read(block, bytes));
        } else if (record.isDirectory()) {
            long block = record.block() + record.attributeBlocks();
            open(branch, name, first, attributes, directories.read(block, record.dataBytes()));
        } else {
            branch.entries().put(name, files.node(sections, attributes));
        }
    }

    /// The records of a file from the one at `from` on: several where it has more than one section.
    private static List<Located> sections(List<Located> records, int from) throws MalformedImageException {
        int to = from;
        byte[] identifier = records.get(from).record().identifier();
        while ((records.get(to).record().flags() & DirectoryRecord.MULTI_EXTENT) != 0) {
            to++;
            if (to >= records.size() || !Arrays.equals(records.get(to).record().identifier(), identifier)) {
                throw new MalformedImageException(
                        STRUCTURE, records.get(from).offset(), "its file has no last section");
            }
        }
        return records.subList(from, to + 1);
    }

    private FileName name(Located located, RockRidgeAttributes attributes) throws MalformedImageException {
        byte[] name = attributes.name();
        if (name.length == 0) {
            byte[] identifier = located.record().identifier();
            name = hierarchy == Hierarchy.JOLIET ? utf8(identifier) : identifier;
            if (!located.record().isDirectory()) {
                name = withoutVersion(name);
            }
        }
        try {
            return FileName.ofBytes(name);
        } catch (IllegalArgumentException e) {
            throw new MalformedImageException(STRUCTURE, located.offset(), "its name " + e.getMessage());
        }
    }

    private static byte[] utf8(byte[] ucs2) {
        return new String(ucs2, StandardCharsets.UTF_16BE).getBytes(StandardCharsets.UTF_8);
    }

    /// The name without `;1`, and without the dot that stands before an empty extension.
    private static byte[] withoutVersion(byte[] name) {
        int length = name.length;
        if (length > 2 && name[length - 2] == ';' && name[length - 1] == '1') {
            length -= 2;
        }
        if (length > 1 && name[length - 1] == '.') {
            length--;
        }
        return Arrays.copyOf(name, length);
    }
}
