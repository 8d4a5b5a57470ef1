package dev.slipway.image.fat;

import dev.slipway.image.tree.FileName;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// What long names may be: up to 255 UTF-16 units without the characters that Windows forbids.
final class LongNames {

    static final int UNITS_MAX = 255;

    private static final String FORBIDDEN = "\"*/:<>?\\|";

    private LongNames() {}

    /// The name as text.
    ///
    /// @param path the path to tell where the name is not possible
    static String of(FileName name, String path) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name.bytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnsupportedOnFatException(path, "has a name that is not UTF-8, which FAT cannot hold");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || FORBIDDEN.indexOf(c) >= 0) {
                throw new UnsupportedOnFatException(
                        path,
                        "has a name with %s, which FAT forbids"
                                .formatted(c < ' ' ? "control character %d".formatted((int) c) : "'" + c + "'"));
            }
        }
        if (text.endsWith(".") || text.endsWith(" ")) {
            throw new UnsupportedOnFatException(path, "has a name that ends in a dot or blank, which FAT drops");
        }
        if (text.length() > UNITS_MAX) {
            throw new UnsupportedOnFatException(path, "has a name of more than %d characters".formatted(UNITS_MAX));
        }
        return text;
    }

    /// The name without the difference of upper and lower case: two names of a directory must differ in it.
    static String folded(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            folded.append(Character.toLowerCase(Character.toUpperCase(name.charAt(i))));
        }
        return folded.toString();
    }
}
