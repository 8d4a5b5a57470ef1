package dev.slipway.builder.userdata.fix;

import java.util.ArrayList;
import java.util.List;

/// What differs between two texts, by lines, in the unified form of POSIX `diff -u`. Meant for texts that differ in few
/// lines: finds the shortest way (Myers, 1986) and takes time by the number of differences.
public final class UnifiedDiff {

    private static final int CONTEXT_LINES = 3;

    /// Beyond that all is shown as replaced.
    private static final int DIFFERENCES_MAX = 2_000;

    private final List<String> before;
    private final List<String> after;

    private UnifiedDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /// A line that stays (' '), goes ('-') or comes ('+').
    private record Line(char sign, String text) {}

    /// The differences; empty where there are none.
    ///
    /// @param name of the file, for both headers
    static String of(String name, String before, String after) {
        return of(name, before, name, after);
    }

    /// The differences between two texts of different names.
    public static String of(String nameBefore, String before, String nameAfter, String after) {
        if (before.equals(after)) {
            return "";
        }
        UnifiedDiff diff = new UnifiedDiff(lines(before), lines(after));
        return "--- %s\n+++ %s\n".formatted(nameBefore, nameAfter) + hunks(diff.script());
    }

    /// Lines with their breaks, of which the last may have none.
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at);
            int next = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(at, next));
            at = next;
        }
        return lines;
    }

    private List<Line> script() {
        List<int[]> rounds = new ArrayList<>();
        int[] furthest = new int[2 * DIFFERENCES_MAX + 3];
        int middle = DIFFERENCES_MAX + 1;
        for (int d = 0; d <= DIFFERENCES_MAX; d++) {
            rounds.add(furthest.clone());
            for (int k = -d; k <= d; k += 2) {
                boolean down = k == -d || (k != d && furthest[middle + k - 1] < furthest[middle + k + 1]);
                int x = down ? furthest[middle + k + 1] : furthest[middle + k - 1] + 1;
                while (x < before.size()
                        && x - k < after.size()
                        && before.get(x).equals(after.get(x - k))) {
                    x++;
                }
                furthest[middle + k] = x;
                if (x >= before.size() && x - k >= after.size()) {
                    return back(rounds, middle);
                }
            }
        }
        List<Line> all = new ArrayList<>();
        before.forEach(line -> all.add(new Line('-', line)));
        after.forEach(line -> all.add(new Line('+', line)));
        return all;
    }

    private List<Line> back(List<int[]> rounds, int middle) {
        List<Line> reversed = new ArrayList<>();
        int x = before.size();
        int y = after.size();
        for (int d = rounds.size() - 1; d > 0; d--) {
            int[] furthest = rounds.get(d);
            int k = x - y;
            boolean down = k == -d || (k != d && furthest[middle + k - 1] < furthest[middle + k + 1]);
            int fromX = down ? furthest[middle + k + 1] : furthest[middle + k - 1];
            int fromY = fromX - (down ? k + 1 : k - 1);
            while (x > fromX
                    && y > fromY
                    && x > 0
                    && y > 0
                    && !(x == fromX + (down ? 0 : 1) && y == fromY + (down ? 1 : 0))) {
                x--;
                y--;
                reversed.add(new Line(' ', before.get(x)));
            }
            reversed.add(down ? new Line('+', after.get(fromY)) : new Line('-', before.get(fromX)));
            x = fromX;
            y = fromY;
        }
        while (x > 0) {
            x--;
            reversed.add(new Line(' ', before.get(x)));
        }
        return reversed.reversed();
    }

    private static String hunks(List<Line> script) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        int beforeLine = 1;
        int afterLine = 1;
        while (at < script.size()) {
            int first = nextChange(script, at);
            if (first == script.size()) {
                break;
            }
            int start = Math.max(at, first - CONTEXT_LINES);
            int end = endOfHunk(script, first);
            beforeLine += start - at;
            afterLine += start - at;
            List<Line> hunk = script.subList(start, end);
            int gone = (int) hunk.stream().filter(line -> line.sign() != '+').count();
            int come = (int) hunk.stream().filter(line -> line.sign() != '-').count();
            text.append("@@ -%s +%s @@\n".formatted(range(beforeLine, gone), range(afterLine, come)));
            hunk.forEach(line -> append(text, line));
            beforeLine += gone;
            afterLine += come;
            at = end;
        }
        return text.toString();
    }

    private static int nextChange(List<Line> script, int from) {
        int at = from;
        while (at < script.size() && script.get(at).sign() == ' ') {
            at++;
        }
        return at;
    }

    /// Changes whose contexts touch share a hunk.
    private static int endOfHunk(List<Line> script, int firstChange) {
        int end = firstChange;
        int next = firstChange;
        while (next < script.size() && next - end <= 2 * CONTEXT_LINES) {
            end = next;
            while (end < script.size() && script.get(end).sign() != ' ') {
                end++;
            }
            next = nextChange(script, end);
        }
        return Math.min(script.size(), end + CONTEXT_LINES);
    }

    /// An empty range is named by the line before it.
    private static String range(int line, int count) {
        return (count == 0 ? line - 1 : line) + "," + count;
    }

    private static void append(StringBuilder text, Line line) {
        text.append(line.sign()).append(line.text());
        if (!line.text().endsWith("\n")) {
            text.append("\n\\ No newline at end of file\n");
        }
    }
}
