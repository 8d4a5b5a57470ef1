package dev.slipway.builder.layer;

import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What of an entry's metadata a file system would keep after unpacking.
///
/// Left out are `trusted.overlay.*`, with which overlayfs marks its own upper directories: a live system mounts the
/// root below an overlay, and a base could hide or redirect directories with them. `security.selinux` and
/// `system.nfs4_acl` belong to the host where the layer was made; umoci leaves them out too.
final class KeptMetadata {

    private static final String OVERLAY = "trusted.overlay.";
    private static final List<String> OF_THE_HOST = List.of("security.selinux", "system.nfs4_acl");

    /// Linux knows no modes of symbolic links, and tells this for all of them.
    private static final int SYMLINK_PERMISSIONS = 0777;

    private KeptMetadata() {}

    /// The node as it would stand after unpacking; the same where nothing has to change.
    static Node of(Node node) {
        Metadata told = node.metadata();
        return switch (node) {
            case Node.Symlink link -> {
                Metadata kept =
                        new Metadata(SYMLINK_PERMISSIONS, told.uid(), told.gid(), told.modified(), kept(told.xattrs()));
                yield isSame(told, kept) ? link : new Node.Symlink(kept, link.target());
            }
            case Node.RegularFile file -> {
                Metadata kept = told.withXattrs(kept(told.xattrs()));
                yield isSame(told, kept) ? file : new Node.RegularFile(kept, file.content());
            }
            case Node.Special special -> {
                Metadata kept = told.withXattrs(kept(told.xattrs()));
                yield isSame(told, kept)
                        ? special
                        : new Node.Special(kept, special.kind(), special.major(), special.minor());
            }
            case Directory directory -> {
                Metadata kept = told.withXattrs(kept(told.xattrs()));
                yield isSame(told, kept) ? directory : new Directory(kept, directory.entries());
            }
        };
    }

    private static SortedMap<String, byte[]> kept(SortedMap<String, byte[]> xattrs) {
        SortedMap<String, byte[]> kept = new TreeMap<>(xattrs);
        kept.keySet().removeIf(name -> name.startsWith(OVERLAY) || OF_THE_HOST.contains(name));
        return kept;
    }

    private static boolean isSame(Metadata told, Metadata kept) {
        return told.permissions() == kept.permissions()
                && told.xattrs().keySet().equals(kept.xattrs().keySet());
    }
}
