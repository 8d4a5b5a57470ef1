package dev.slipway.image.iso9660;

import dev.slipway.image.Image;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import java.util.ArrayList;
import java.util.List;

/// A node under plan: what all of its names share. Its number of sections is known from the start, their blocks once
/// the node is placed.
final class Inode {

    private final Node node;
    private final long serial;
    private final List<SystemUseEntry> extras;
    private final List<IsoExtent> sections = new ArrayList<>(1);
    private int links;
    private boolean placed;
    private Image content;

    private Inode(Node node, long serial, List<SystemUseEntry> extras) {
        this.node = node;
        this.serial = serial;
        this.extras = extras;
        content = node instanceof Node.RegularFile file ? file.content() : Image.empty();
    }

    /// A node whose data, if any, is new.
    static Inode of(Node node, long serial) {
        Inode inode = new Inode(node, serial, List.of());
        for (long left = inode.size(); left > 0; left -= IsoExtent.SECTION_BYTES_MAX) {
            inode.sections.add(new IsoExtent(0, Math.min(left, IsoExtent.SECTION_BYTES_MAX)));
        }
        if (inode.sections.isEmpty()) {
            inode.sections.add(new IsoExtent(0, 0));
        }
        return inode;
    }

    /// A node of the base, whose data stays where it is.
    static Inode placed(Node node, long serial, NodeLocation location) {
        if (!(node instanceof Node.RegularFile) || location.extents().isEmpty()) {
            Inode inode = new Inode(node, serial, location.extras());
            inode.sections.add(new IsoExtent(0, 0));
            return inode;
        }
        Inode inode = new Inode(node, serial, location.extras());
        inode.sections.addAll(location.extents());
        inode.placed = true;
        return inode;
    }

    Node node() {
        return node;
    }

    Metadata metadata() {
        return node.metadata();
    }

    /// The serial number that hard links share (RRIP 1.12, 4.1.1).
    long serial() {
        return serial;
    }

    int links() {
        return links;
    }

    void link() {
        links++;
    }

    List<SystemUseEntry> extras() {
        return extras;
    }

    /// The bytes that are recorded, boot information included once it is known.
    Image content() {
        return content;
    }

    void content(Image patched) {
        content = patched;
    }

    long size() {
        return content.size();
    }

    /// Whether the data has its place: in the base, or from [#place].
    boolean isPlaced() {
        return placed;
    }

    List<IsoExtent> sections() {
        return sections;
    }

    long block() {
        return sections.getFirst().block();
    }

    /// Puts the data at a block, one section after another.
    void place(long block) {
        long next = block;
        for (int i = 0; i < sections.size(); i++) {
            IsoExtent section = new IsoExtent(next, sections.get(i).length());
            sections.set(i, section);
            next += section.blocks();
        }
        placed = true;
    }
}
