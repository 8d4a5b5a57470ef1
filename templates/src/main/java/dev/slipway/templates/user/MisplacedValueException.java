package dev.slipway.templates.user;

import freemarker.template.TemplateModelException;

/// A value stands where it cannot be written without becoming something else. The message is ours and tells no value.
final class MisplacedValueException extends TemplateModelException {

    MisplacedValueException(String message) {
        super(message);
    }
}
