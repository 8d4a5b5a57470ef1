package dev.slipway.builder.userdata;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Hides the secrets of an Ignition config while everything else stays as it was written: hashes of passwords, keys of
/// encrypted disks, headers of requests, whatever stands under a key that sounds secret, and the content of files that
/// others may not read. Errs on the side of hiding.
final class IgnitionMask {

    /// Besides those that sound secret. What stands below them is hidden, too.
    private static final Set<String> SECRET_KEYS = Set.of("passwordhash", "keyfile", "httpheaders", "clevis");

    /// Tokens in the query of a URL.
    private static final Pattern QUERY =
            Pattern.compile("([?&][^=&#\"]*(?i:token|secret|passw|key|sig|auth)[^=&#\"]*=)[^&#\"\\s]+");

    private static final int OTHERS_MAY_READ = 077;

    private final Set<String> secrets = new HashSet<>();

    private IgnitionMask() {}

    static String mask(String text) {
        try {
            IgnitionMask mask = new IgnitionMask();
            mask.collect(JsonMapper.shared().readTree(text), "", false);
            String hidden = mask.replace(text);
            return QUERY.matcher(SecretKeys.withoutTellingValues(hidden)).replaceAll("$1" + SecretKeys.STARS);
        } catch (JacksonException e) {
            return "(not shown: it cannot be parsed, so its secrets cannot be told from the rest)\n";
        }
    }

    private void collect(JsonNode node, String pointer, boolean secret) {
        if (node.isObject()) {
            boolean closed = isClosedFile(node);
            node.properties().forEach(member -> {
                String key = member.getKey();
                // The section of users is no secret by its name.
                boolean named = isSecret(key)
                        && !(key.equals("passwd") && member.getValue().isObject());
                boolean hidden = secret || named || (closed && (key.equals("contents") || key.equals("append")));
                collect(member.getValue(), pointer + "/" + escaped(key), hidden);
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), pointer + "/" + i, secret);
            }
        } else if (secret && !node.isNull() && !node.isBoolean()) {
            secrets.add(pointer);
        }
    }

    private static boolean isSecret(String key) {
        return SECRET_KEYS.contains(key.toLowerCase(Locale.ROOT)) || SecretKeys.isSecret(key);
    }

    /// A file that its owner alone may read, or whose path sounds secret.
    private static boolean isClosedFile(JsonNode node) {
        if (!node.path("path").isString()) {
            return false;
        }
        JsonNode mode = node.path("mode");
        return (mode.isNumber() && (mode.asInt() & OTHERS_MAY_READ) == 0)
                || SecretKeys.isSecret(node.path("path").asString());
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private String replace(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        int at = 0;
        try (JsonParser parser = JsonMapper.shared().createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()
                        && secrets.contains(
                                parser.streamReadContext().pathAsPointer().toString())) {
                    int start = (int) parser.currentTokenLocation().getCharOffset();
                    // Read to its end, or the parser would not know yet where that is.
                    parser.getString();
                    int end = (int) parser.currentLocation().getCharOffset();
                    masked.append(text, at, start)
                            .append('"')
                            .append(SecretKeys.STARS)
                            .append('"');
                    at = end;
                }
            }
        }
        return masked.append(text, at, text.length()).toString();
    }
}
