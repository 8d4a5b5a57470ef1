package dev.slipway.image.iso9660;

import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.iso9660.DirectoryReader.Located;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Makes nodes of the records of files: one node for all records that are hard links of each other.
final class FileNodes {

    private static final int FILE_PERMISSIONS = 0444;

    private final Image image;
    private final long base;
    private final IdentityHashMap<Node, NodeLocation> locations;
    private final Map<LinkKey, Node> linked = new HashMap<>();

    /// @param locations where the place of each new node is put down
    FileNodes(Image image, long base, IdentityHashMap<Node, NodeLocation> locations) {
        this.image = image;
        this.base = base;
        this.locations = locations;
    }

    /// What makes two records one node.
    private record LinkKey(List<IsoExtent> extents, OptionalLong serial, int type, Metadata metadata) {}

    /// The node of a file.
    ///
    /// @param sections its records, more than one for a large file
    Node node(List<Located> sections, RockRidgeAttributes attributes) throws MalformedImageException {
        Located first = sections.getFirst();
        int type = attributes.hasAttributes() ? attributes.type() : RockRidge.TYPE_REGULAR;
        List<IsoExtent> extents = type == RockRidge.TYPE_REGULAR ? extents(sections) : List.of();
        Metadata metadata = metadata(first, attributes, FILE_PERMISSIONS);
        if (!mayHaveLinks(attributes, extents)) {
            return create(first, attributes, type, metadata, extents);
        }
        LinkKey key = new LinkKey(extents, attributes.serial(), type, metadata);
        Node known = linked.get(key);
        if (known == null) {
            known = create(first, attributes, type, metadata, extents);
            linked.put(key, known);
        }
        return known;
    }

    /// Without serial numbers only data that lies in the same place tells of links.
    private static boolean mayHaveLinks(RockRidgeAttributes attributes, List<IsoExtent> extents) {
        if (!attributes.hasAttributes()) {
            return !extents.isEmpty();
        }
        return attributes.links() > 1 && (attributes.serial().isPresent() || !extents.isEmpty());
    }

    private Node create(
            Located at, RockRidgeAttributes attributes, int type, Metadata metadata, List<IsoExtent> extents)
            throws MalformedImageException {
        try {
            Node node = switch (type) {
                case RockRidge.TYPE_REGULAR -> new Node.RegularFile(metadata, content(extents));
                case RockRidge.TYPE_SYMLINK -> new Node.Symlink(metadata, attributes.target());
                case RockRidge.TYPE_CHARACTER_DEVICE ->
                    device(metadata, Node.Special.Kind.CHARACTER_DEVICE, attributes);
                case RockRidge.TYPE_BLOCK_DEVICE -> device(metadata, Node.Special.Kind.BLOCK_DEVICE, attributes);
                case RockRidge.TYPE_FIFO -> new Node.Special(metadata, Node.Special.Kind.FIFO, 0, 0);
                case RockRidge.TYPE_SOCKET -> new Node.Special(metadata, Node.Special.Kind.SOCKET, 0, 0);
                default ->
                    throw new MalformedImageException(
                            "PX entry", at.offset(), "expected the type of a file, found 0%o".formatted(type));
            };
            locations.put(node, new NodeLocation(extents, at.offset(), attributes.extras()));
            return node;
        } catch (IllegalArgumentException e) {
            throw new MalformedImageException("directory record", at.offset(), String.valueOf(e.getMessage()));
        }
    }

    private static Node device(Metadata metadata, Node.Special.Kind kind, RockRidgeAttributes attributes) {
        return new Node.Special(metadata, kind, attributes.major(), attributes.minor());
    }

    /// The sections of a file, within the image; none for a file without data.
    private List<IsoExtent> extents(List<Located> sections) throws MalformedImageException {
        List<IsoExtent> extents = new ArrayList<>(sections.size());
        for (Located located : sections) {
            DirectoryRecord record = located.record();
            if (record.fileUnitBlocks() != 0 || record.gapBlocks() != 0) {
                throw new MalformedImageException(
                        "directory record", located.offset(), "its file is interleaved, which no writer of today does");
            }
            if (record.dataBytes() == 0) {
                continue;
            }
            long block = base / Blocks.BLOCK_BYTES + record.block() + record.attributeBlocks();
            if (block * Blocks.BLOCK_BYTES > image.size() - record.dataBytes()) {
                throw new MalformedImageException(
                        "directory record",
                        located.offset(),
                        "its %d bytes at block %d lie outside an image of %d bytes"
                                .formatted(record.dataBytes(), block, image.size()));
            }
            extents.add(new IsoExtent(block, record.dataBytes()));
        }
        return extents;
    }

    private Image content(List<IsoExtent> extents) {
        return Image.concat(extents.stream()
                .map(extent -> image.slice(extent.offset(), extent.length()))
                .toList());
    }

    /// @param permissions for images that record none
    static Metadata metadata(Located at, RockRidgeAttributes attributes, int permissions) {
        Instant modified = attributes.modified().orElse(at.record().date());
        return attributes.hasAttributes()
                ? new Metadata(
                        attributes.permissions(),
                        attributes.uid(),
                        attributes.gid(),
                        modified,
                        Collections.emptySortedMap())
                : Metadata.of(permissions, modified);
    }
}
