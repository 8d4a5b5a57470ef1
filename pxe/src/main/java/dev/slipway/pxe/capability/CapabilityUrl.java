package dev.slipway.pxe.capability;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.util.regex.Pattern;

/// URLs with a token in them: `http://HOST/c/TOKEN/NAME`. Controllers of servers take them: no query, at most 255
/// characters, and an ending that tells what it is.
public final class CapabilityUrl {

    /// The first part of the path.
    public static final String PREFIX = "c";

    /// The longest URL that every controller takes.
    public static final int CHARACTERS_MAX = 255;

    /// The longest name at its end.
    public static final int NAME_CHARACTERS_MAX = 68;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern TOKEN = Pattern.compile("(/%s/)[^/\\s\"']+".formatted(PREFIX));
    private static final Pattern LETTERS = Pattern.compile("[^A-Za-z0-9._-]");

    private CapabilityUrl() {}

    /// The URL.
    ///
    /// @param origin such as `http://boot.example:8080`
    /// @param name at its end, such as `berlin-03.iso`; only readers care for it
    /// @throws ProblemException where it would be too long
    public static String of(String origin, String token, String name) {
        if (!NAME.matcher(name).matches() || name.length() > NAME_CHARACTERS_MAX) {
            throw new IllegalArgumentException("'%s' is no name for the end of a URL".formatted(name));
        }
        String url = "%s/%s/%s/%s".formatted(origin, PREFIX, token, name);
        if (url.length() > CHARACTERS_MAX) {
            throw Problem.input("capability.url", "a URL has more than %d characters".formatted(CHARACTERS_MAX))
                    .at(redact(url))
                    .because("controllers of servers take no longer ones, and this one has " + url.length())
                    .fix("give the server a shorter name, or its address")
                    .exception();
        }
        return url;
    }

    /// A name of any object as the end of a URL: what is not allowed there becomes a hyphen, and what is too
    /// long is cut.
    ///
    /// @param ending such as `.iso`
    public static String nameOf(String object, String ending) {
        String plain = "x" + LETTERS.matcher(object).replaceAll("-");
        boolean starts = plain.length() > 1 && NAME.matcher(plain.substring(1)).matches();
        String name = starts ? plain.substring(1) : plain;
        return name.substring(0, Math.min(name.length(), NAME_CHARACTERS_MAX - ending.length())) + ending;
    }

    /// A text without the tokens in it, for logs and traces.
    public static String redact(String text) {
        return TOKEN.matcher(text).replaceAll("$1***");
    }
}
