package dev.slipway.pxe.http;

import dev.slipway.pxe.host.MacAddress;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The parts of a path, decoded (RFC 3986). A part is a name to look up: it is never empty nor dots alone, and
/// holds neither slashes nor control characters.
///
/// @param parts from left to right
public record RequestPath(List<String> parts) {

    private static final int PARTS_MAX = 64;
    private static final int MAC_CHARACTERS = 17;

    public RequestPath {
        parts = List.copyOf(parts);
    }

    /// Reads the path of a request. Empty parts are passed over, as some firmwares put two slashes, and a
    /// backslash separates as a slash does, as others write file names so.
    ///
    /// @throws MalformedTargetException where it is none
    public static RequestPath parse(String text) throws MalformedTargetException {
        if (text.isEmpty() || (text.charAt(0) != '/' && text.charAt(0) != '\\')) {
            throw new MalformedTargetException("the path does not begin with a slash");
        }
        List<String> parts = new ArrayList<>();
        int start = 1;
        for (int i = 1; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '/' || text.charAt(i) == '\\') {
                if (i > start) {
                    parts.add(part(text.substring(start, i)));
                }
                start = i + 1;
            }
        }
        if (parts.size() > PARTS_MAX) {
            throw new MalformedTargetException("the path has too many parts");
        }
        return new RequestPath(parts);
    }

    private static String part(String text) throws MalformedTargetException {
        String part = decode(text, false);
        if (part.equals(".") || part.equals("..")) {
            throw new MalformedTargetException("the path holds a part of dots");
        }
        if (part.indexOf('/') >= 0 || part.indexOf('\\') >= 0) {
            throw new MalformedTargetException("the path holds an encoded slash");
        }
        return part;
    }

    /// Decodes percent signs (RFC 3986, chapter 2.1) and UTF-8.
    ///
    /// @param plusIsBlank as in forms
    static String decode(String text, boolean plusIsBlank) throws MalformedTargetException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '%') {
                if (i + 2 >= text.length()
                        || !HexFormat.isHexDigit(text.charAt(i + 1))
                        || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                    throw new MalformedTargetException("a percent sign without two digits");
                }
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else if (next > 0xff) {
                throw new MalformedTargetException("a character that is no byte");
            } else {
                bytes.write(plusIsBlank && next == '+' ? ' ' : next);
            }
        }
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
            if (decoded.chars().anyMatch(Character::isISOControl)) {
                throw new MalformedTargetException("a control character");
            }
            return decoded;
        } catch (CharacterCodingException e) {
            throw new MalformedTargetException("bytes that are no UTF-8");
        }
    }

    /// How many parts there are.
    public int size() {
        return parts.size();
    }

    /// The part at that place; empty where there are fewer.
    public Optional<String> part(int index) {
        return index < parts.size() ? Optional.of(parts.get(index)) : Optional.empty();
    }

    /// The last part, which is the name of what is asked for; empty for the root.
    public String name() {
        return parts.isEmpty() ? "" : parts.getLast();
    }

    /// What is left without the first parts.
    public RequestPath from(int count) {
        return new RequestPath(parts.subList(Math.min(count, parts.size()), parts.size()));
    }

    /// The first part that is the address of a card, with hyphens or colons.
    public Optional<MacAddress> mac() {
        return parts.stream()
                .filter(part -> part.length() == MAC_CHARACTERS)
                .flatMap(part -> MacAddress.parse(part).stream())
                .findFirst();
    }

    /// The parts with slashes between them, and none in front.
    @Override
    public String toString() {
        return String.join("/", parts);
    }
}
