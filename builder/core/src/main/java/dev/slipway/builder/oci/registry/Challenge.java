package dev.slipway.builder.oci.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a registry asks for with status 401 (RFC 9110, 11.6.1; RFC 6750, 3).
///
/// @param scheme in lower case
/// @param parameters by their names in lower case
record Challenge(String scheme, Map<String, String> parameters) {

    private static final int HEADER_LENGTH_MAX = 8192;
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final Pattern SCHEME = Pattern.compile("\\G[\\s,]*+(" + TOKEN + ")(?=\\s|,|$)(?!\\s*=)");
    private static final Pattern PARAMETER =
            Pattern.compile("\\G[\\s,]*+(" + TOKEN + ")\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|(" + TOKEN + "))");

    Challenge {
        parameters = Map.copyOf(parameters);
    }

    /// The challenge that can be met among those of an answer: `Bearer` before `Basic`.
    static Optional<Challenge> best(List<String> headers) {
        Optional<Challenge> basic = Optional.empty();
        for (String header : headers) {
            for (Challenge challenge : parse(header)) {
                if (challenge.scheme.equals("bearer") && challenge.parameters.containsKey("realm")) {
                    return Optional.of(challenge);
                }
                if (challenge.scheme.equals("basic")) {
                    basic = Optional.of(challenge);
                }
            }
        }
        return basic;
    }

    static List<Challenge> parse(String header) {
        List<Challenge> challenges = new java.util.ArrayList<>();
        String text = header.length() > HEADER_LENGTH_MAX ? header.substring(0, HEADER_LENGTH_MAX) : header;
        int position = 0;
        Matcher scheme = SCHEME.matcher(text);
        Matcher parameter = PARAMETER.matcher(text);
        while (scheme.find(position)) {
            position = scheme.end();
            Map<String, String> parameters = new HashMap<>();
            while (parameter.find(position)) {
                position = parameter.end();
                String quoted = parameter.group(2);
                String value = quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1");
                parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), value);
            }
            challenges.add(new Challenge(scheme.group(1).toLowerCase(Locale.ROOT), parameters));
        }
        return challenges;
    }

    boolean isBasic() {
        return scheme.equals("basic");
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }
}
