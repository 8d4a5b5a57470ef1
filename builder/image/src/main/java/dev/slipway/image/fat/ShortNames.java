package dev.slipway.image.fat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Chooses the short names of one directory, as Windows does: the name itself in upper case where it fits, or else its
/// beginning with `~1`, `~2` and so on.
final class ShortNames {

    private static final int BASE_LENGTH = 8;
    private static final int EXTENSION_LENGTH = 3;
    private static final int TAIL_MAX = 999_999;

    private final Set<ShortName> taken = new HashSet<>();
    private final Map<ShortName, Integer> tails = new HashMap<>();

    private ShortNames() {}

    /// A short name for each long one; the long ones differ from each other in more than case.
    static Map<String, ShortName> choose(List<String> longNames) {
        ShortNames names = new ShortNames();
        Map<String, ShortName> chosen = new LinkedHashMap<>();
        // Names that fit come first: a program that asks for `FILE~1` means the file that is called so.
        for (String name : longNames) {
            Basis basis = Basis.of(name);
            if (basis.fits()) {
                ShortName fitting = ShortName.of(basis.base, basis.extension);
                names.taken.add(fitting);
                chosen.put(name, fitting);
            }
        }
        for (String name : longNames) {
            chosen.computeIfAbsent(name, absent -> names.withTail(Basis.of(absent)));
        }
        return chosen;
    }

    private ShortName withTail(Basis basis) {
        String extension = cut(basis.extension, EXTENSION_LENGTH);
        // What all tails of one or more digits share, so that a thousand similar names do not try each other's tails.
        ShortName group = ShortName.of(cut(basis.base, BASE_LENGTH - 2), extension);
        int number = tails.getOrDefault(group, 0);
        while (number < TAIL_MAX) {
            number++;
            String tail = "~" + number;
            ShortName candidate = ShortName.of(cut(basis.base, BASE_LENGTH - tail.length()) + tail, extension);
            if (taken.add(candidate)) {
                tails.put(group, number);
                return candidate;
            }
        }
        throw new UnsupportedOnFatException("", "a directory has more than %d similar names".formatted(TAIL_MAX));
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    /// A long name in the characters of short ones.
    ///
    /// @param lossy whether characters were left out or replaced, so that a tail is needed
    private record Basis(String base, String extension, boolean lossy) {

        static Basis of(String name) {
            int start = 0;
            while (start < name.length() && name.charAt(start) == '.') {
                start++;
            }
            int dot = name.lastIndexOf('.');
            boolean hasExtension = dot > start;
            String base = name.substring(start, hasExtension ? dot : name.length());
            String extension = hasExtension ? name.substring(dot + 1) : "";
            String legalBase = legal(base);
            String legalExtension = legal(extension);
            boolean lossy = start > 0
                    || !legalBase.equals(upperAscii(base))
                    || !legalExtension.equals(upperAscii(extension))
                    || legalBase.isEmpty();
            return new Basis(legalBase.isEmpty() ? "_" : legalBase, legalExtension, lossy);
        }

        private static String legal(String text) {
            StringBuilder legal = new StringBuilder();
            upperAscii(text)
                    .codePoints()
                    .filter(c -> c != ' ' && c != '.')
                    .forEach(c -> legal.append(ShortName.isLegal(c) ? (char) c : '_'));
            return legal.toString();
        }

        /// Letters beyond ASCII stay: their upper case may be several letters, or an ASCII one.
        private static String upperAscii(String text) {
            StringBuilder upper = new StringBuilder(text);
            for (int i = 0; i < upper.length(); i++) {
                char c = upper.charAt(i);
                upper.setCharAt(i, c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
            }
            return upper.toString();
        }

        boolean fits() {
            return !lossy && base.length() <= BASE_LENGTH && extension.length() <= EXTENSION_LENGTH;
        }
    }
}
