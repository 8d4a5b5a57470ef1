package dev.slipway.image.tar;

import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An entry after its extended headers had their say.
///
/// @param path and `linkName`: bytes, one to a character
/// @param size of what is stored
/// @param offset of the header
record TarEntry(TarHeader header, PaxRecords pax, String path, String linkName, char type, long size, long offset) {

    static TarEntry of(TarHeader header, TarExtras extras, long offset) throws MalformedImageException {
        PaxRecords pax = extras.effective();
        String path = first(pax.find("GNU.sparse.name"), pax.find("path"), extras.longName, header.path());
        String linkName = first(null, pax.find("linkpath"), extras.longLink, header.linkName());
        char type = header.type();
        // Before there was a type for directories, the slash told them: that of the whole name, as a name that is cut
        // off
        // after a hundred bytes may end in one by chance.
        boolean slash = type == TarHeader.OLD_FILE || type == TarHeader.FILE;
        if (slash && path.endsWith("/") && pax.find("GNU.sparse.name") == null) {
            type = TarHeader.DIRECTORY;
        }
        return new TarEntry(header, pax, path, linkName, type, pax.number("size", header.size()), offset);
    }

    private static String first(@Nullable String a, @Nullable String b, @Nullable String c, String otherwise) {
        if (a != null) {
            return a;
        }
        if (b != null) {
            return b;
        }
        return c != null ? c : otherwise;
    }

    /// @throws IllegalArgumentException where an owner is out of range
    Metadata metadata() throws MalformedImageException {
        Instant modified;
        try {
            modified = Instant.ofEpochSecond(header.modified());
        } catch (DateTimeException e) {
            throw problem("time %d is out of range".formatted(header.modified()));
        }
        return new Metadata(
                (int) (header.mode() & 07777),
                pax.number("uid", header.uid()),
                pax.number("gid", header.gid()),
                pax.time("mtime", modified),
                Xattrs.decode(pax));
    }

    /// @throws IllegalArgumentException where a number is out of range
    Node.Special special(Node.Special.Kind kind) throws MalformedImageException {
        boolean device = kind != Node.Special.Kind.FIFO;
        return new Node.Special(metadata(), kind, device ? header.major() : 0, device ? header.minor() : 0);
    }

    MalformedImageException problem(String problem) {
        return new MalformedImageException(new EntryName(path).structure(), offset, problem);
    }
}
