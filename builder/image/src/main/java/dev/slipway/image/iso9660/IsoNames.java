package dev.slipway.image.iso9660;

import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The names of the primary hierarchy (ECMA-119, 7.5 and 7.6; level 2 and 3): capital letters, digits and `_`, at
/// most 30 of them and one dot in a file's name, 31 in that of a directory.
final class IsoNames implements NamingScheme {

    private static final int DIRECTORY_LENGTH_MAX = 31;
    private static final int FILE_LENGTH_MAX = 31;
    private static final int EXTENSION_LENGTH_MAX = 12;
    private static final String VERSION = ";1";

    @Override
    public List<Named> name(Directory directory) {
        UniqueNames unique = new UniqueNames();
        List<Named> named = new ArrayList<>(directory.entries().size());
        directory.entries().forEach((name, node) -> named.add(new Named(name, node, identifier(name, node, unique))));
        named.sort(Comparator.comparing(Named::identifier, IsoNames::compare));
        return named;
    }

    private static byte[] identifier(FileName name, Node node, UniqueNames unique) {
        String text = name.toString();
        String identifier;
        if (node instanceof Directory) {
            identifier = unique.unique(characters(text), "", DIRECTORY_LENGTH_MAX);
        } else {
            int dot = text.lastIndexOf('.');
            boolean hasExtension = dot > 0 && dot < text.length() - 1;
            String stem = hasExtension ? text.substring(0, dot) : text;
            String ending = hasExtension ? "." + cut(characters(text.substring(dot + 1))) : "";
            // The separator is always there; what is unique without it is so where systems leave it out.
            String separator = hasExtension ? "" : ".";
            identifier =
                    unique.unique(characters(stem), ending, FILE_LENGTH_MAX - separator.length()) + separator + VERSION;
        }
        return identifier.getBytes(StandardCharsets.US_ASCII);
    }

    private static String cut(String extension) {
        return extension.substring(0, Math.min(extension.length(), EXTENSION_LENGTH_MAX));
    }

    /// The text in d-characters (ECMA-119, 7.4.1).
    private static String characters(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        StringBuilder characters = new StringBuilder(upper.length());
        upper.codePoints()
                .map(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_')
                .forEach(characters::appendCodePoint);
        return characters.toString();
    }

    /// The order of identifiers (ECMA-119, 9.3): names are compared as if filled up with spaces, then extensions. That
    /// is the order of the bytes with the separators `.` and `;` below everything else, as no other byte in use is.
    static int compare(byte[] left, byte[] right) {
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int order = Integer.compare(rank(left[i]), rank(right[i]));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static int rank(byte b) {
        return switch (b) {
            case ';' -> -2;
            case '.' -> -1;
            default -> Byte.toUnsignedInt(b);
        };
    }
}
