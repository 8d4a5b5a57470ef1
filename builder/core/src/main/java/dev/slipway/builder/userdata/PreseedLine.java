package dev.slipway.builder.userdata;

import java.util.ArrayList;
import java.util.List;

/// A line of a preseed file with those that continue it: a backslash at the end of a line joins the next to it.
///
/// @param number of its first line, from 1
/// @param text joined
/// @param raw as it was written
record PreseedLine(int number, String text, String raw) {

    static List<PreseedLine> of(String text) {
        List<PreseedLine> lines = new ArrayList<>();
        StringBuilder joined = new StringBuilder();
        StringBuilder raw = new StringBuilder();
        int first = 1;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (raw.isEmpty() && joined.isEmpty()) {
                first = number;
            } else {
                raw.append('\n');
            }
            raw.append(line);
            if (line.endsWith("\\") && !isComment(line)) {
                joined.append(line, 0, line.length() - 1);
                continue;
            }
            joined.append(line);
            lines.add(new PreseedLine(first, joined.toString(), raw.toString()));
            joined.setLength(0);
            raw.setLength(0);
        }
        if (!raw.isEmpty()) {
            lines.add(new PreseedLine(first, joined.toString(), raw.toString()));
        }
        return lines;
    }

    /// Whether it says anything.
    boolean says() {
        return !text.isBlank() && !isComment(text);
    }

    private static boolean isComment(String line) {
        return line.stripLeading().startsWith("#");
    }
}
