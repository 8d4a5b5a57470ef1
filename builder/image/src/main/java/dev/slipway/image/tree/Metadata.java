package dev.slipway.image.tree;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What POSIX knows of a file beside its name and content.
///
/// @param permissions the low twelve bits of the mode: set-uid, set-gid, sticky and `rwxrwxrwx`
/// @param uid the owner, 0 to 2^32 - 2
/// @param gid the group, 0 to 2^32 - 2
/// @param modified the time of the last change of the content
/// @param xattrs extended attributes by their full name (`security.capability`), in order of the names; never change
///     the arrays
public record Metadata(int permissions, long uid, long gid, Instant modified, SortedMap<String, byte[]> xattrs) {

    private static final long ID_MAX = 0xFFFF_FFFEL;

    public Metadata {
        if ((permissions & ~07777) != 0) {
            throw new IllegalArgumentException("permissions 0%o have more than twelve bits".formatted(permissions));
        }
        if (uid < 0 || uid > ID_MAX || gid < 0 || gid > ID_MAX) {
            throw new IllegalArgumentException("owner %d:%d is not in 0..%d".formatted(uid, gid, ID_MAX));
        }
        // Most files have none, and there may be a million of them.
        xattrs = xattrs.isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(xattrs));
    }

    /// Owned by root, without extended attributes.
    public static Metadata of(int permissions, Instant modified) {
        return new Metadata(permissions, 0, 0, modified, Collections.emptySortedMap());
    }

    /// The same with another owner and group.
    public Metadata withOwner(long newUid, long newGid) {
        return new Metadata(permissions, newUid, newGid, modified, xattrs);
    }

    /// The same with other extended attributes.
    public Metadata withXattrs(SortedMap<String, byte[]> newXattrs) {
        return new Metadata(permissions, uid, gid, modified, newXattrs);
    }

    /// The same with another time.
    public Metadata withModified(Instant newModified) {
        return new Metadata(permissions, uid, gid, newModified, xattrs);
    }
}
