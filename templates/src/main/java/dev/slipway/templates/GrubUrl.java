package dev.slipway.templates;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// URLs as GRUB names them: the protocol and the server as a device, the path behind. GRUB 2.06 knows HTTP on port 80
/// and TFTP on port 69 only, and neither names with a colon in them.
public final class GrubUrl {

    private static final Pattern FORM =
            Pattern.compile("(http|tftp)://([A-Za-z0-9.-]+)(?::([0-9]+))?(/[A-Za-z0-9._/@+,=%-]*)");

    private GrubUrl() {}

    /// Whether GRUB can fetch from there.
    public static boolean isReachable(String url) {
        Matcher parts = FORM.matcher(url);
        return parts.matches()
                && (parts.group(3) == null
                        || parts.group(3).equals(parts.group(1).equals("http") ? "80" : "69"));
    }

    /// The URL as GRUB's commands take it.
    static String path(String url) {
        Matcher parts = FORM.matcher(url);
        if (!parts.matches() || !isReachable(url)) {
            throw new IllegalArgumentException("GRUB cannot fetch from " + url);
        }
        return "(%s,%s)%s".formatted(parts.group(1), parts.group(2), parts.group(4));
    }
}
