package dev.slipway.builder.evidence.sbom;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What a system says that it is (os-release(5)).
///
/// @param id of the distribution, such as `debian`; `linux` where it says none, as the manual has it
/// @param version such as `12`, or the codename of one that has no number; may be empty
/// @param prettyName for people; may be empty
record OsRelease(String id, String version, String prettyName) {

    private static final int LINES_MAX = 1000;

    static OsRelease parse(String text) {
        Map<String, String> values = new HashMap<>();
        text.lines().limit(LINES_MAX).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                values.put(
                        line.substring(0, equals).strip(),
                        unquoted(line.substring(equals + 1).strip()));
            }
        });
        String codename = values.getOrDefault("VERSION_CODENAME", "");
        return new OsRelease(
                values.getOrDefault("ID", "linux").toLowerCase(Locale.ROOT),
                values.getOrDefault("VERSION_ID", codename),
                values.getOrDefault("PRETTY_NAME", ""));
    }

    /// Shell quotes, with a backslash before what would end them.
    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        String inner = quoted ? value.substring(1, value.length() - 1) : value;
        return inner.replaceAll("\\\\(.)", "$1");
    }

    /// As package URLs call it: `debian-12`.
    String distro() {
        return version.isEmpty() ? id : id + "-" + version;
    }
}
