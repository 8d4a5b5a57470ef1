package dev.slipway.templates.user;

import java.util.List;

/// A template could not be loaded or filled. Its message names places and expressions, and no value.
public final class UserTemplateException extends Exception {

    private final transient List<TemplateFailure> failures;

    UserTemplateException(List<TemplateFailure> failures) {
        super(failures.getFirst().where() + ": " + failures.getFirst().kind());
        this.failures = List.copyOf(failures);
    }

    UserTemplateException(TemplateFailure failure) {
        this(List.of(failure));
    }

    /// All that was found, in the order in which it was met; at least one.
    public List<TemplateFailure> failures() {
        return failures;
    }
}
