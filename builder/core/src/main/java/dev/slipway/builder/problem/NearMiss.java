package dev.slipway.builder.problem;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that was probably meant: one that differs by its case or its dashes alone, or else the one with
/// the least distance of Damerau and Levenshtein (optimal string alignment: a character more, less, another, or
/// two swapped).
public final class NearMiss {

    private static final int WORD_LENGTH_MAX = 64;

    private NearMiss() {}

    /// The candidate that was probably meant; empty where none is near, or where the word is one of them.
    public static Optional<String> of(String word, Collection<String> candidates) {
        if (word.length() > WORD_LENGTH_MAX) {
            return Optional.empty();
        }
        String bare = bare(word);
        Optional<String> best = Optional.empty();
        // Short words are near to everything.
        int least = 1 + Math.clamp(bare.length() / 3, 0, 3);
        for (String candidate : candidates) {
            String other = bare(candidate);
            int distance = Math.abs(other.length() - bare.length()) >= least ? least : distance(bare, other);
            if (distance < least) {
                least = distance;
                best = Optional.of(candidate);
            }
        }
        return best.filter(candidate -> !candidate.equals(word));
    }

    private static String bare(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    static int distance(String left, String right) {
        int[][] rows = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : cheapest(rows, left, right, i, j);
            }
        }
        return rows[left.length()][right.length()];
    }

    private static int cheapest(int[][] rows, String left, String right, int i, int j) {
        int other = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        int cost = Math.min(Math.min(rows[i - 1][j], rows[i][j - 1]) + 1, rows[i - 1][j - 1] + other);
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(cost, rows[i - 2][j - 2] + 1) : cost;
    }
}
