package dev.slipway.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Columns as wide as what is in them. A heading that begins with `>` stands for a column of numbers, set to the right.
final class TextTable {

    private final String[] headings;
    private final boolean[] right;
    private final int[] widths;
    private final List<String[]> rows = new ArrayList<>();

    TextTable(String... headings) {
        this.headings = new String[headings.length];
        right = new boolean[headings.length];
        widths = new int[headings.length];
        for (int i = 0; i < headings.length; i++) {
            right[i] = headings[i].startsWith(">");
            this.headings[i] = right[i] ? headings[i].substring(1) : headings[i];
            widths[i] = this.headings[i].length();
        }
    }

    void row(String... cells) {
        if (cells.length != headings.length) {
            throw new IllegalArgumentException("%d cells for %d columns".formatted(cells.length, headings.length));
        }
        String[] safe = Arrays.stream(cells).map(Printable::of).toArray(String[]::new);
        for (int i = 0; i < safe.length; i++) {
            widths[i] = Math.max(widths[i], safe[i].length());
        }
        rows.add(safe);
    }

    /// Prints the table, or that it is empty.
    void print(PrintStream out, String indent) {
        if (rows.isEmpty()) {
            out.println(indent + "none");
            return;
        }
        out.println(indent + line(headings));
        rows.forEach(row -> out.println(indent + line(row)));
    }

    private String line(String[] cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String gap = " ".repeat(widths[i] - cells[i].length());
            line.append(i == 0 ? "" : "  ").append(right[i] ? gap + cells[i] : cells[i] + gap);
        }
        return line.toString().stripTrailing();
    }
}
