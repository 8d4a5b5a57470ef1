package dev.slipway.builder.yaml;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// Finds the comments of a text whose scalars are known (YAML 1.2.2, chapter 6.6): a `#` outside of scalars, at the
/// beginning of a line or behind a blank. The parser's own comments are not used: it fails on some sound texts with
/// comments inside of lists.
final class CommentScan {

    private final int[] text;
    private final List<Comment> found = new ArrayList<>();
    private int counted;
    private int line = 1;

    private CommentScan(int[] text) {
        this.text = text;
    }

    /// A comment.
    ///
    /// @param offset of its `#`, in code points
    /// @param line from 1
    /// @param column of its `#`, from 0
    /// @param ownLine whether nothing stands before it on its line
    /// @param text behind the `#`
    record Comment(int offset, int line, int column, boolean ownLine, String text) {}

    /// A scalar, in which a `#` is text.
    ///
    /// @param start in code points
    /// @param end behind it
    /// @param isBlock whether it is literal or folded
    record Scalar(int start, int end, boolean isBlock) {
        static Scalar of(Mark start, Mark end, ScalarStyle style) {
            boolean isBlock = switch (style) {
                case LITERAL, FOLDED -> true;
                case PLAIN, SINGLE_QUOTED, DOUBLE_QUOTED, JSON_SCALAR_STYLE -> false;
            };
            return new Scalar(start.getIndex(), end.getIndex(), isBlock);
        }
    }

    /// The comments in their order.
    ///
    /// @param text as code points, as the marks of the scalars count
    /// @param scalars in the order of the text
    static List<Comment> of(int[] text, List<Scalar> scalars) {
        CommentScan scan = new CommentScan(text);
        int at = 0;
        for (Scalar scalar : scalars) {
            scan.between(at, scalar.start());
            if (scalar.isBlock()) {
                // A block begins with a line of its own, which may bear a comment.
                scan.between(scalar.start(), Math.min(scalar.end(), scan.endOfLine(scalar.start())));
            }
            at = Math.max(at, scalar.end());
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
        found.add(
                new Comment(at, line(at), at - begin, ownLine, new String(text, at + 1, end - at - 1).stripTrailing()));
    }

    /// Counts on from the comment before, since comments are found in their order.
    private int line(int until) {
        for (; counted < until; counted++) {
            boolean isPair = text[counted] == '\r' && counted + 1 < text.length && text[counted + 1] == '\n';
            if (isBreak(text[counted]) && !isPair) {
                line++;
            }
        }
        return line;
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
}
