package dev.slipway.builder.evidence.sbom;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The name of a package that all tools understand (ECMA-427, Package-URL): [#toString()] writes it.
///
/// @param type such as `deb`
/// @param namespace who made the package; may be empty
/// @param name of the package
/// @param version may be empty
/// @param qualifiers what else tells it from others; those with an empty value are left out
public record PackageUrl(
        String type, String namespace, String name, String version, SortedMap<String, String> qualifiers) {

    /// 5.4: these and letters and digits are never encoded; nor is the colon.
    private static final String PLAIN = ".-_~:";

    public PackageUrl {
        qualifiers = Collections.unmodifiableSortedMap(new TreeMap<>(qualifiers));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("pkg:").append(type).append('/');
        if (!namespace.isEmpty()) {
            text.append(encode(namespace)).append('/');
        }
        text.append(encode(name));
        if (!version.isEmpty()) {
            text.append('@').append(encode(version));
        }
        String query = qualifiers.entrySet().stream()
                .filter(qualifier -> !qualifier.getValue().isEmpty())
                .map(qualifier -> qualifier.getKey() + "=" + encode(qualifier.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty()
                ? text.toString()
                : text.append('?').append(query).toString();
    }

    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = (b >= 'a' && b <= 'z')
                    || (b >= 'A' && b <= 'Z')
                    || (b >= '0' && b <= '9')
                    || (b > 0 && PLAIN.indexOf(b) >= 0);
            if (plain) {
                encoded.append((char) b);
            } else {
                encoded.append("%%%02X".formatted(b & 0xFF));
            }
        }
        return encoded.toString();
    }
}
