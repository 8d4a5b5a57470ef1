package dev.slipway.builder.flavour;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Orders versions as people do: runs of digits by their value, so that 6.1.0-9 comes before 6.1.0-10; and what begins
/// with a tilde before all else, the end included, so that 6.12~rc6 comes before 6.12.
enum VersionOrder implements Comparator<String> {
    INSTANCE;

    private static final Pattern PARTS = Pattern.compile("\\d{1,100}|\\D+");

    @Override
    public int compare(String left, String right) {
        List<String> lefts = parts(left);
        List<String> rights = parts(right);
        for (int i = 0; i < Math.min(lefts.size(), rights.size()); i++) {
            int order = comparePart(lefts.get(i), rights.get(i));
            if (order != 0) {
                return order;
            }
        }
        int common = Math.min(lefts.size(), rights.size());
        int order = Integer.compare(lefts.size(), rights.size());
        List<String> longer = order < 0 ? rights : lefts;
        return longer.size() > common && longer.get(common).startsWith("~") ? -order : order;
    }

    private static List<String> parts(String version) {
        return PARTS.matcher(version).results().map(MatchResult::group).toList();
    }

    private static int comparePart(String left, String right) {
        if (isNumber(left) && isNumber(right)) {
            return new BigInteger(left).compareTo(new BigInteger(right));
        }
        boolean leftEarly = left.startsWith("~");
        if (leftEarly != right.startsWith("~")) {
            return leftEarly ? -1 : 1;
        }
        return left.compareTo(right);
    }

    private static boolean isNumber(String part) {
        return part.charAt(0) >= '0' && part.charAt(0) <= '9';
    }
}
