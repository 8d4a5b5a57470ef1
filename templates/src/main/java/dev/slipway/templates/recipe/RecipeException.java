package dev.slipway.templates.recipe;

import java.util.OptionalInt;

/// A recipe that cannot be used: what is wrong with it, where, and what to do.
public final class RecipeException extends Exception {

    private final String file;
    private final transient OptionalInt line;
    private final String fix;

    RecipeException(String what, String file, OptionalInt line, String fix) {
        super(what);
        this.file = file;
        this.line = line;
        this.fix = fix;
    }

    static RecipeException of(String what, Object file, String fix) {
        return new RecipeException(what, file.toString(), OptionalInt.empty(), fix);
    }

    /// One sentence that says what is wrong.
    public String what() {
        return String.valueOf(getMessage());
    }

    /// The file, with its line where it is one line that is wrong: `recipe/packages:12`.
    public String place() {
        return line.isPresent() ? file + ":" + line.getAsInt() : file;
    }

    /// What to do next.
    public String fix() {
        return fix;
    }
}
