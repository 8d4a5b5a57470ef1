package dev.slipway.image.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tree.FileName;
import java.util.ArrayList;
import java.util.List;

/// Takes the name of an entry apart. Names are bytes, one to a character.
final class EntryName {

    private static final int SHOWN_LENGTH_MAX = 200;

    private EntryName() {}

    /// The names on the way from the root; empty for the root itself. A leading `/` and `.` mean nothing.
    ///
    /// @param offset of the entry's header, for errors
    static List<FileName> parse(String path, long offset) throws MalformedImageException {
        List<FileName> names = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            try {
                names.add(FileName.ofBytes(part.getBytes(ISO_8859_1)));
            } catch (IllegalArgumentException e) {
                throw new MalformedImageException(
                        structure(path), offset, "part " + shown(String.valueOf(e.getMessage())));
            }
        }
        return List.copyOf(names);
    }

    /// How errors call an entry.
    static String structure(String path) {
        return "tar entry '%s'".formatted(shown(new String(path.getBytes(ISO_8859_1), UTF_8)));
    }

    /// A text from an archive as it may stand in a message: short, and without control characters.
    static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= SHOWN_LENGTH_MAX ? printable : printable.substring(0, SHOWN_LENGTH_MAX) + "...";
    }
}
