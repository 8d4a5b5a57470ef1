package dev.slipway.image.iso9660;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Gives each entry of one directory a name that no other has: a number is put behind the stem, in the place of
/// its last characters where there is no room.
final class UniqueNames {

    private final Set<String> taken = new HashSet<>();
    /// The last number tried for a name, so that a thousand equal names do not cost a million attempts.
    private final Map<String, Integer> numbers = new HashMap<>();

    /// @param stem the part that can be shortened
    /// @param ending the part that stays: separator and extension
    /// @param lengthMax for both together
    String unique(String stem, String ending, int lengthMax) {
        int stemMax = lengthMax - ending.length();
        String name = cut(stem, stemMax) + ending;
        int number = numbers.getOrDefault(name, 0);
        String candidate = name;
        while (!taken.add(candidate)) {
            String digits = Integer.toString(number++);
            candidate = cut(stem, stemMax - digits.length()) + digits + ending;
        }
        numbers.put(name, number);
        return candidate;
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(text.length(), length));
    }
}
