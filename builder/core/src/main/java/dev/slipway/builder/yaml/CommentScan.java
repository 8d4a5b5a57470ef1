package dev.slipway.builder.yaml;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Finds the comments of a text whose scalars are known (YAML 1.2.2, chapter 6.6): a `#` outside of scalars, at the
/// beginning of a line or behind a blank. The parser's own comments are not used: it fails on some sound texts with
/// comments inside of lists.
final class CommentScan {

    private final int[] text;
    private final List<Comment> found = new ArrayList<>();

    private CommentScan(int[] text) {
        this.text = text;
    }

    /// A comment.
    ///
    /// @param offset of its `#`, in code points
    /// @param column of its `#`, from 0
    /// @param ownLine whether nothing stands before it on its line
    /// @param text behind the `#`
    record Comment(int offset, int column, boolean ownLine, String text) {}

    /// The comments in their order.
    ///
    /// @param text as code points, as the marks of the scalars count
    /// @param scalars in the order of the text
    static List<Comment> of(int[] text, List<ScalarNode> scalars) {
        CommentScan scan = new CommentScan(text);
        int at = 0;
        for (ScalarNode scalar : scalars) {
            int start = index(scalar.getStartMark().orElseThrow());
            int end = index(scalar.getEndMark().orElseThrow());
            scan.between(at, start);
            switch (scalar.getScalarStyle()) {
                // A block begins with a line of its own, which may bear a comment.
                case LITERAL, FOLDED -> scan.between(start, Math.min(end, scan.endOfLine(start)));
                default -> {}
            }
            at = Math.max(at, end);
        }
        scan.between(at, text.length);
        return scan.found;
    }

    private void between(int from, int until) {
        for (int at = from; at < until; at++) {
            if (text[at] == '#' && (at == 0 || isBlank(text[at - 1]) || isBreak(text[at - 1]))) {
                int end = endOfLine(at);
                add(at, end);
                at = end;
            }
        }
    }

    private void add(int at, int end) {
        int begin = at;
        boolean ownLine = true;
        while (begin > 0 && !isBreak(text[begin - 1])) {
            begin--;
            ownLine &= isBlank(text[begin]);
        }
        found.add(new Comment(at, at - begin, ownLine, new String(text, at + 1, end - at - 1).stripTrailing()));
    }

    private int endOfLine(int from) {
        int at = from;
        while (at < text.length && !isBreak(text[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(int character) {
        return character == ' ' || character == '\t';
    }

    private static boolean isBreak(int character) {
        return character == '\n' || character == '\r';
    }

    private static int index(Mark mark) {
        return mark.getIndex();
    }
}
