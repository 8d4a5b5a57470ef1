package dev.slipway.image.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.FileName;
import java.util.ArrayList;
import java.util.List;

/// The name of an entry, or the target of its hard link, as it stands in the archive.
///
/// @param raw the bytes, one to a character: their encoding is not known
public record EntryName(String raw) {

    public EntryName {
        requireNonNull(raw, "raw is null");
    }

    /// The names on the way from the root; empty for the root itself. A leading `/` and `.` mean nothing, as with
    /// every other reader of archives.
    ///
    /// @param offset of the entry's header, for errors
    /// @throws MalformedImageException where a part is `..`, too long or holds NUL
    public List<FileName> parse(long offset) throws MalformedImageException {
        List<FileName> names = new ArrayList<>();
        for (String part : raw.split("/", -1)) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            try {
                names.add(FileName.ofBytes(part.getBytes(ISO_8859_1)));
            } catch (IllegalArgumentException e) {
                String problem = Legible.of(String.valueOf(e.getMessage()).getBytes(UTF_8));
                throw new MalformedImageException(structure(), offset, "part " + problem);
            }
        }
        return List.copyOf(names);
    }

    /// Whether a part of the name is `..`.
    public boolean leadsUpwards() {
        return ("/" + raw + "/").contains("/../");
    }

    /// How errors call an entry of this name.
    String structure() {
        return "tar entry '%s'".formatted(this);
    }

    /// The name as it may stand in a message: short, and with all escaped that is not printable.
    @Override
    public String toString() {
        return Legible.of(raw.getBytes(ISO_8859_1));
    }

    /// The same for any other text from an archive.
    static String shown(String bytes) {
        return new EntryName(bytes).toString();
    }
}
