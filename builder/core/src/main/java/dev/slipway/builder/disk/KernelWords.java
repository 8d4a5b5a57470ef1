package dev.slipway.builder.disk;

import java.util.ArrayList;
import java.util.List;

/// The kernel's command line in words.
final class KernelWords {

    private KernelWords() {}

    /// Words as the kernel splits them: double quotes keep white space together, and stay part of the word.
    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (Character.isWhitespace(c) && !inside) {
                add(words, word);
                continue;
            }
            inside ^= c == '"';
            // What is white space in a quoted word is one blank: the user-data may break the line there.
            word.append(Character.isWhitespace(c) ? ' ' : c);
        }
        add(words, word);
        return words;
    }

    private static void add(List<String> words, StringBuilder word) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
