package dev.slipway.image.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.image.MalformedImageException;
import dev.slipway.image.tar.PaxRecords.PaxRecord;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;

/// Extended attributes in pax records, of which there are two kinds: `SCHILY.xattr.name` with the bytes themselves
/// (star, GNU tar, container layers), and `LIBARCHIVE.xattr.name` in Base64 (bsdtar, which writes both).
final class Xattrs {

    private static final String SCHILY = "SCHILY.xattr.";
    private static final String LIBARCHIVE = "LIBARCHIVE.xattr.";

    private Xattrs() {}

    static SortedMap<String, byte[]> decode(PaxRecords pax) throws MalformedImageException {
        SortedMap<String, byte[]> xattrs = new TreeMap<>();
        for (PaxRecord record : pax.records()) {
            if (record.keyword().startsWith(LIBARCHIVE)) {
                String name = name(record.keyword().substring(LIBARCHIVE.length()));
                xattrs.put(name, base64(pax, record));
            }
        }
        for (PaxRecord record : pax.records()) {
            if (record.keyword().startsWith(SCHILY)) {
                String name = name(record.keyword().substring(SCHILY.length()));
                xattrs.put(name, record.value().getBytes(ISO_8859_1));
            }
        }
        if (xattrs.containsKey("")) {
            throw pax.problem("xattr", "expected a name behind the keyword");
        }
        return xattrs;
    }

    private static byte[] base64(PaxRecords pax, PaxRecord record) throws MalformedImageException {
        try {
            return Base64.getDecoder().decode(record.value().strip());
        } catch (IllegalArgumentException e) {
            throw pax.problem(EntryName.shown(record.keyword()), "expected Base64: " + e.getMessage());
        }
    }

    /// GNU tar writes `=` as `%3D` and `%` as `%25`, libarchive all that is not plain ASCII in that way.
    private static String name(String encoded) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%' && i + 2 < encoded.length()) {
                int high = Character.digit(encoded.charAt(i + 1), 16);
                int low = Character.digit(encoded.charAt(i + 2), 16);
                if (high >= 0 && low >= 0) {
                    name.write((high << 4) | low);
                    i += 2;
                    continue;
                }
            }
            name.write(c);
        }
        return name.toString(UTF_8);
    }

    static PaxRecord encode(String name, byte[] value) {
        String keyword = name.replace("%", "%25").replace("=", "%3D");
        return new PaxRecord(new String((SCHILY + keyword).getBytes(UTF_8), ISO_8859_1), new String(value, ISO_8859_1));
    }
}
