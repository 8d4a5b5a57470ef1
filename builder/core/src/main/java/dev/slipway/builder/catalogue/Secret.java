package dev.slipway.builder.catalogue;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.userdata.SecretKeys;

/// A value that is told to nobody but the file that needs it.
///
/// @param value read by its source
record Secret(String value) {

    /// As long as a piece of it has to be to be hidden in messages, which can cut values off.
    private static final int PIECE_LENGTH = 8;

    Secret {
        requireNonNull(value, "value is null");
    }

    boolean isIn(String text) {
        return text.contains(value);
    }

    /// The text with stars where the secret stands, or its beginning.
    String hideIn(String text) {
        String piece = value.substring(0, Math.min(PIECE_LENGTH, value.length()));
        StringBuilder hidden = new StringBuilder();
        int at = 0;
        for (int found = text.indexOf(piece); found >= 0; found = text.indexOf(piece, at)) {
            int length = piece.length();
            while (length < value.length()
                    && found + length < text.length()
                    && text.charAt(found + length) == value.charAt(length)) {
                length++;
            }
            hidden.append(text, at, found).append(SecretKeys.STARS);
            at = found + length;
        }
        return hidden.append(text.substring(at)).toString();
    }

    @Override
    public String toString() {
        return SecretKeys.STARS;
    }
}
