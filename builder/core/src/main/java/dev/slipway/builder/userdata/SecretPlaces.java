package dev.slipway.builder.userdata;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The comment line that tells where secrets stand in a document whose keys do not: `# slipway-secret: /wifi/psk`.
///
/// Places are JSON pointers (RFC 6901) with blanks between them, a blank in a key as `%20`, `%` as `%25`; in a preseed
/// file they are the names of questions.
public final class SecretPlaces {

    private static final String MARK = "# slipway-secret:";
    private static final Pattern LINE = Pattern.compile("(?m)^" + MARK + "([^\\r\\n]*)$");

    private SecretPlaces() {}

    /// The line, ending in a line break.
    public static String line(Collection<String> places) {
        List<String> written = places.stream()
                .map(place -> place.replace("%", "%25")
                        .replace(" ", "%20")
                        .replace("\t", "%09")
                        .replace("\n", "%0A")
                        .replace("\r", "%0D"))
                .toList();
        return MARK + " " + String.join(" ", written) + "\n";
    }

    /// The places that the lines of a text name.
    public static Set<String> in(String text) {
        Set<String> places = new LinkedHashSet<>();
        // Most texts have none, which shows without the pattern.
        if (!text.contains(MARK)) {
            return places;
        }
        Matcher matcher = LINE.matcher(text);
        while (matcher.find()) {
            for (String place : matcher.group(1).strip().split("\\s+", -1)) {
                if (!place.isEmpty()) {
                    places.add(place.replace("%20", " ")
                            .replace("%09", "\t")
                            .replace("%0A", "\n")
                            .replace("%0D", "\r")
                            .replace("%25", "%"));
                }
            }
        }
        return places;
    }

    /// The pointer to the value of a key.
    public static String child(String pointer, String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    /// The pointer to an item of a list.
    public static String item(String pointer, int index) {
        return pointer + "/" + index;
    }

    /// Whether a place is one of these, or holds one, or lies in one. The root holds all, and says nothing of any.
    public static boolean touches(Collection<String> places, String pointer) {
        return places.stream()
                .anyMatch(place -> place.equals(pointer)
                        || (!pointer.isEmpty() && place.startsWith(pointer + "/"))
                        || pointer.startsWith(place + "/"));
    }
}
