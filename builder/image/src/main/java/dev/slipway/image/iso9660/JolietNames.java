package dev.slipway.image.iso9660;

import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.FileName;
import dev.slipway.image.tree.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The names of Joliet's hierarchy (Joliet specification, "SVD Identifiers"): at most 64 characters of UCS-2. Symbolic
/// links and devices have no place in it.
final class JolietNames implements NamingScheme {

    private static final int LENGTH_MAX = 64;
    private static final int EXTENSION_LENGTH_MAX = 16;
    private static final String FORBIDDEN = "*/:;?\\";
    private static final String VERSION = ";1";

    @Override
    public List<Named> name(Directory directory) {
        UniqueNames unique = new UniqueNames();
        List<Named> named = new ArrayList<>(directory.entries().size());
        directory.entries().forEach((name, node) -> {
            switch (node) {
                case Directory d -> named.add(new Named(name, d, identifier(name, "", unique)));
                case Node.RegularFile file -> named.add(new Named(name, file, identifier(name, VERSION, unique)));
                case Node.Symlink ignored -> {}
                case Node.Special ignored -> {}
            }
        });
        named.sort(Comparator.comparing(Named::identifier, JolietNames::compare));
        return named;
    }

    private static byte[] identifier(FileName name, String version, UniqueNames unique) {
        String text = characters(name.toString());
        int dot = text.lastIndexOf('.');
        String stem = text;
        String ending = "";
        if (dot > 0 && text.length() - dot <= EXTENSION_LENGTH_MAX) {
            stem = text.substring(0, dot);
            ending = text.substring(dot);
        }
        return (unique.unique(stem, ending, LENGTH_MAX) + version).getBytes(StandardCharsets.UTF_16BE);
    }

    private static String characters(String text) {
        StringBuilder characters = new StringBuilder(text.length());
        text.codePoints().map(c -> isAllowed(c) ? c : '_').forEach(characters::appendCodePoint);
        int last = characters.length() - 1;
        // Systems drop a dot at the end, and the name would be another one's.
        if (characters.charAt(last) == '.') {
            characters.setCharAt(last, '_');
        }
        return characters.toString();
    }

    private static boolean isAllowed(int c) {
        return c >= ' ' && c <= 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF) && FORBIDDEN.indexOf(c) < 0;
    }

    /// The order of identifiers, as for [IsoNames] with two bytes each.
    static int compare(byte[] left, byte[] right) {
        for (int i = 0; i + 1 < Math.min(left.length, right.length); i += 2) {
            int order = Integer.compare(rank(left, i), rank(right, i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static int rank(byte[] identifier, int at) {
        int c = Byte.toUnsignedInt(identifier[at]) << 8 | Byte.toUnsignedInt(identifier[at + 1]);
        return switch (c) {
            case ';' -> -2;
            case '.' -> -1;
            default -> c;
        };
    }
}
