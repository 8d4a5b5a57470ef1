package dev.slipway.templates.user;

import java.io.IOException;

/// Follows YAML character by character and knows what a value would become part of (YAML 1.2.2, chapters 6 to 8). It
/// follows sound texts; what is not sound is left to the parser, which reads the whole in the end.
final class YamlPlace {

    /// Before the first column: where a document's own value has its parent.
    private static final int OUTSIDE = -1;

    /// `---` and `...`, which end what goes on from line to line, as a directive does.
    private static final int MARK = 3;

    private Mode mode = Mode.LINE_START;
    private int column;
    private int brackets;

    /// The column of the key or dash that the current value belongs to.
    private int parent = OUTSIDE;

    /// Where the current key may have begun.
    private int token;

    /// The last character, for what two characters mean together.
    private char last = '\n';

    private boolean continues;
    private boolean escaped;
    private boolean literal;
    private boolean behindInterpolation;
    private int blockIndent;
    private boolean blankLine = true;
    private int leadingMarks;

    /// What the next character is part of.
    enum Mode {
        /// Nothing but blanks yet.
        LINE_START,
        /// A value can begin here.
        VALUE,
        /// Text without quotes, which goes on until the line or the brackets end.
        PLAIN,
        /// A dash, a question mark or a colon, which may be an indicator or the beginning of text.
        INDICATOR,
        /// A colon behind a key, perhaps.
        COLON,
        /// An anchor or a tag.
        PROPERTY,
        DOUBLE_QUOTED,
        SINGLE_QUOTED,
        /// A quote inside of single quotes: doubled, or the last.
        QUOTE,
        /// The line that begins a block.
        BLOCK_HEADER,
        /// The blanks before a block's line.
        BLOCK_START,
        /// A line of a block.
        BLOCK,
        COMMENT,
        /// Behind a whole value.
        BEHIND
    }

    Mode mode() {
        return mode;
    }

    int column() {
        return column;
    }

    boolean isEscaped() {
        return escaped;
    }

    /// Whether lines of the block stay as they are.
    boolean isLiteral() {
        return literal;
    }

    /// Whether what comes next decides how far in the block is.
    boolean isFirstOfBlock() {
        return blockIndent == 0;
    }

    boolean isAloneOnLine() {
        return blankLine;
    }

    /// Decides what is open until the next character, because a value comes.
    void settle() {
        switch (mode) {
            case LINE_START -> beginLine();
            case BLOCK_START -> beginBlockLine();
            case QUOTE -> {
                behindInterpolation = false;
                mode = Mode.BEHIND;
            }
            case INDICATOR, COLON, PROPERTY -> mode = Mode.PLAIN;
            default -> {}
        }
        if (mode == Mode.VALUE || mode == Mode.LINE_START) {
            token = column;
        }
    }

    /// A whole value was put in.
    void passValue(int length) {
        behindInterpolation = true;
        mode = Mode.BEHIND;
        pass(length);
    }

    /// A part of a text was put in.
    void passText(int length) {
        if (mode == Mode.BLOCK && blockIndent == 0 && length > 0) {
            blockIndent = column;
        }
        pass(length);
    }

    private void pass(int length) {
        column += length;
        last = 'x';
        blankLine &= length == 0;
    }

    void read(char next) throws IOException {
        if (next == '\n' || next == '\r') {
            endLine();
            return;
        }
        inLine(next);
        blankLine &= next == ' ';
        last = next;
        column++;
    }

    private void inLine(char next) throws IOException {
        switch (mode) {
            case LINE_START -> {
                if (next != ' ' && next != '\t') {
                    beginLine();
                    lineBegins(next);
                }
            }
            case VALUE -> value(next);
            case PLAIN -> plain(next);
            case INDICATOR -> {
                if (isBlank(next)) {
                    parent = token;
                    mode = Mode.VALUE;
                } else {
                    mode = Mode.PLAIN;
                    plain(next);
                }
            }
            case COLON -> {
                if (isBlank(next) || (brackets > 0 && ",[]{}".indexOf(next) >= 0)) {
                    key();
                    value(next);
                } else {
                    mode = Mode.PLAIN;
                    plain(next);
                }
            }
            case PROPERTY -> mode = isBlank(next) ? Mode.VALUE : Mode.PROPERTY;
            case DOUBLE_QUOTED -> doubleQuoted(next);
            case SINGLE_QUOTED -> mode = next == '\'' ? Mode.QUOTE : Mode.SINGLE_QUOTED;
            case QUOTE -> {
                mode = next == '\'' ? Mode.SINGLE_QUOTED : Mode.BEHIND;
                if (mode == Mode.BEHIND) {
                    behindInterpolation = false;
                    behind(next);
                }
            }
            case BLOCK_HEADER -> {
                if (next >= '1' && next <= '9' && "|>+-".indexOf(last) >= 0) {
                    blockIndent = Math.max(parent, 0) + next - '0';
                }
            }
            case BLOCK_START -> {
                if (next != ' ' || (blockIndent > 0 && column >= blockIndent)) {
                    beginBlockLine();
                    if (mode == Mode.LINE_START) {
                        beginLine();
                        lineBegins(next);
                    } else if (blockIndent == 0) {
                        blockIndent = column;
                    }
                }
            }
            case BLOCK, COMMENT -> {}
            case BEHIND -> behind(next);
        }
    }

    /// The first character of a line that goes on with nothing.
    private void lineBegins(char next) throws IOException {
        if (mode == Mode.PLAIN) {
            plain(next);
        } else {
            mode = Mode.VALUE;
            leadingMarks = column > 0 ? 0 : next == '%' ? MARK : next == '-' || next == '.' ? 1 : 0;
            value(next);
        }
    }

    /// Text without quotes goes on in the next line where that is further in than its key.
    private void beginLine() {
        if (continues && column > parent) {
            mode = Mode.PLAIN;
        }
        continues = false;
    }

    private void beginBlockLine() {
        boolean isInside = blockIndent > 0 ? column >= blockIndent : column > parent;
        mode = isInside ? Mode.BLOCK : Mode.LINE_START;
    }

    private void value(char next) {
        if (isBlank(next)) {
            return;
        }
        token = column;
        switch (next) {
            case '#' -> mode = isBlank(last) || last == '\n' ? Mode.COMMENT : Mode.PLAIN;
            case '"' -> mode = Mode.DOUBLE_QUOTED;
            case '\'' -> mode = Mode.SINGLE_QUOTED;
            case '&', '!' -> mode = Mode.PROPERTY;
            case '-', '?', ':' -> mode = Mode.INDICATOR;
            case '[', '{' -> brackets++;
            case ']', '}' -> close();
            case ',' -> mode = brackets > 0 ? Mode.VALUE : Mode.PLAIN;
            case '|', '>' -> {
                mode = brackets > 0 ? Mode.PLAIN : Mode.BLOCK_HEADER;
                literal = next == '|';
                blockIndent = 0;
            }
            default -> mode = Mode.PLAIN;
        }
    }

    private void plain(char next) {
        if (next == ':') {
            mode = Mode.COLON;
        } else if (next == '#' && isBlank(last)) {
            mode = Mode.COMMENT;
        } else if (brackets > 0 && next == ',') {
            mode = Mode.VALUE;
        } else if (brackets > 0 && (next == '[' || next == '{')) {
            brackets++;
            mode = Mode.VALUE;
        } else if (brackets > 0 && (next == ']' || next == '}')) {
            close();
        }
        if (leadingMarks > 0 && next == last && column < MARK) {
            leadingMarks++;
        }
    }

    private void doubleQuoted(char next) {
        if (escaped) {
            escaped = false;
        } else if (next == '\\') {
            escaped = true;
        } else if (next == '"') {
            behindInterpolation = false;
            mode = Mode.BEHIND;
        }
    }

    private void behind(char next) throws IOException {
        switch (next) {
            case ' ', '\t' -> {}
            case '#' -> {
                if (isBlank(last)) {
                    mode = Mode.COMMENT;
                } else {
                    textBehind();
                }
            }
            case ':' -> {
                if (brackets > 0) {
                    key();
                } else {
                    mode = Mode.COLON;
                }
            }
            case ',' -> {
                if (brackets > 0) {
                    mode = Mode.VALUE;
                } else {
                    textBehind();
                }
            }
            case ']', '}' -> {
                if (brackets > 0) {
                    close();
                } else {
                    textBehind();
                }
            }
            default -> textBehind();
        }
    }

    private void textBehind() throws IOException {
        if (behindInterpolation) {
            throw new TextBehindValueException();
        }
        mode = Mode.PLAIN;
    }

    private void key() {
        if (brackets == 0) {
            parent = token;
        }
        mode = Mode.VALUE;
    }

    private void close() {
        brackets = Math.max(0, brackets - 1);
        behindInterpolation = false;
        mode = Mode.BEHIND;
    }

    private void endLine() {
        boolean isMark = leadingMarks == MARK;
        switch (mode) {
            case INDICATOR -> {
                parent = token;
                mode = Mode.VALUE;
            }
            case COLON -> key();
            case QUOTE -> mode = Mode.BEHIND;
            default -> {}
        }
        escaped = false;
        boolean isOpen = brackets > 0;
        mode = switch (mode) {
            case DOUBLE_QUOTED, SINGLE_QUOTED -> mode;
            case BLOCK_HEADER, BLOCK_START, BLOCK -> Mode.BLOCK_START;
            case COMMENT, VALUE, LINE_START, PROPERTY -> isOpen ? Mode.VALUE : Mode.LINE_START;
            case PLAIN -> isOpen ? Mode.PLAIN : lineAfterPlain(isMark);
            default -> isOpen ? Mode.BEHIND : Mode.LINE_START;
        };
        column = 0;
        last = '\n';
        blankLine = true;
        leadingMarks = 0;
    }

    private Mode lineAfterPlain(boolean isMark) {
        continues = !isMark;
        if (isMark) {
            parent = OUTSIDE;
        }
        return Mode.LINE_START;
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }
}
