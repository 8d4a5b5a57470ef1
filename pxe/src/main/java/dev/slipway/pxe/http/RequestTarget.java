package dev.slipway.pxe.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The target of a request (RFC 9112, chapter 3.2): a path with a query, or a whole URL, of which the same
/// is taken.
record RequestTarget(RequestPath path, Map<String, String> query) {

    private static final int PARAMETERS_MAX = 32;

    static RequestTarget parse(String text) throws MalformedTargetException {
        String target = withoutAuthority(withoutFragment(text));
        int mark = target.indexOf('?');
        return mark < 0
                ? new RequestTarget(RequestPath.parse(target), Map.of())
                : new RequestTarget(RequestPath.parse(target.substring(0, mark)), query(target.substring(mark + 1)));
    }

    private static String withoutFragment(String text) {
        int hash = text.indexOf('#');
        return hash < 0 ? text : text.substring(0, hash);
    }

    private static String withoutAuthority(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        int start = small.startsWith("http://") ? 7 : small.startsWith("https://") ? 8 : 0;
        if (start == 0) {
            return text;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) == '/') {
                return text.substring(i);
            }
            if (text.charAt(i) == '?') {
                return "/" + text.substring(i);
            }
        }
        return "/";
    }

    private static Map<String, String> query(String text) throws MalformedTargetException {
        Map<String, String> parameters = new HashMap<>();
        String[] all = text.split("&", PARAMETERS_MAX + 1);
        if (all.length > PARAMETERS_MAX) {
            throw new MalformedTargetException("the query has too many parameters");
        }
        for (String parameter : all) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            if (!parameter.isEmpty()) {
                parameters.putIfAbsent(RequestPath.decode(name, true), RequestPath.decode(value, true));
            }
        }
        return parameters;
    }
}
