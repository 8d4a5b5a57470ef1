package dev.slipway.templates.user;

import freemarker.core.Environment;
import freemarker.core.InvalidReferenceException;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A template that was loaded, to be filled many times. Thread-safe.
public final class UserTemplate {

    /// Nobody corrects more at once.
    private static final int FAILURES_MAX = 20;

    private final Template template;
    private final Map<String, String> texts;
    private final boolean isPreseed;
    private final Duration timeMax;

    UserTemplate(Template template, Map<String, String> texts, Duration timeMax) {
        this.template = template;
        this.texts = Collections.unmodifiableMap(texts);
        isPreseed = texts.getOrDefault(template.getName(), "").startsWith("#_preseed_");
        this.timeMax = timeMax;
    }

    /// All that it is made of, by name: its own text and those that it includes.
    public Map<String, String> texts() {
        return texts;
    }

    /// Fills it. Goes on behind what fails, so that all of it is told at once.
    ///
    /// @param values by name: text, numbers, flags, lists and mappings of these
    public String render(Map<String, ?> values) throws UserTemplateException {
        List<TemplateFailure> failures = new ArrayList<>();
        RenderedText text = newText();
        try (RenderingLimit limit = RenderingLimit.of(timeMax)) {
            try {
                process(values, text, failures);
            } catch (TextBehindValueException e) {
                failures.add(failureOf(lastPlace(values), TemplateFailure.Kind.PLACE, String.valueOf(e.getMessage())));
            } catch (UnquotedValueException e) {
                failures.add(failure(TemplateFailure.Kind.PLACE, String.valueOf(e.getMessage())));
            } catch (TooMuchTextException e) {
                failures.add(failure(TemplateFailure.Kind.LIMIT, String.valueOf(e.getMessage())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (StackOverflowError e) {
                failures.add(failure(TemplateFailure.Kind.LIMIT, "it calls itself without end"));
            } catch (TemplateException e) {
                failures.add(failureOf(e));
            } catch (RuntimeException e) {
                // FreeMarker's way of telling that it was interrupted has no public type.
                if (!limit.hasExpired()) {
                    throw e;
                }
                failures.add(failure(
                        TemplateFailure.Kind.LIMIT, "it takes longer than %d s".formatted(timeMax.toSeconds())));
            }
        }
        if (!failures.isEmpty()) {
            throw new UserTemplateException(failures);
        }
        return text.text();
    }

    private void process(Map<String, ?> values, RenderedText text, List<TemplateFailure> failures)
            throws TemplateException, IOException {
        Environment environment = template.createProcessingEnvironment(new MappingValue(values), text);
        environment.setTemplateExceptionHandler((failure, where, out) -> {
            if (where.isInAttemptBlock() || failures.size() >= FAILURES_MAX - 1 || !isLocal(failure)) {
                throw failure;
            }
            failures.add(failureOf(failure));
        });
        environment.process();
    }

    /// Whether what comes behind it can be sound.
    private static boolean isLocal(TemplateException failure) {
        return failure instanceof InvalidReferenceException || failure instanceof MisplacedValueException;
    }

    private RenderedText newText() {
        return isPreseed ? new PreseedText() : new YamlText();
    }

    /// Runs once more: to note the place of each value costs more than to write it.
    private Optional<TemplateException> lastPlace(Map<String, ?> values) {
        RenderedText text = newText().tracing();
        try {
            process(values, text, new ArrayList<>());
        } catch (TemplateException | IOException e) {
            // The same as before.
        }
        return text.lastPlace();
    }

    private TemplateFailure failure(TemplateFailure.Kind kind, String detail) {
        return new TemplateFailure(kind, template.getName(), 0, 0, Optional.empty(), detail);
    }

    private TemplateFailure failureOf(TemplateException e) {
        TemplateFailure.Kind kind = switch (e) {
            case InvalidReferenceException ignored -> TemplateFailure.Kind.UNDEFINED;
            case MisplacedValueException ignored -> TemplateFailure.Kind.PLACE;
            default -> TemplateFailure.Kind.VALUE;
        };
        Optional<String> expression = Optional.ofNullable(e.getBlamedExpressionString());
        return failureOf(
                Optional.of(e),
                kind,
                switch (kind) {
                    case UNDEFINED ->
                        expression.map("there is no value '%s'"::formatted).orElse("a value is missing");
                    default -> UserTemplates.firstSentence(String.valueOf(e.getMessageWithoutStackTop()));
                });
    }

    private TemplateFailure failureOf(Optional<TemplateException> place, TemplateFailure.Kind kind, String detail) {
        return new TemplateFailure(
                kind,
                place.map(TemplateException::getTemplateSourceName).orElse(template.getName()),
                place.map(TemplateException::getLineNumber).orElse(0),
                place.map(TemplateException::getColumnNumber).orElse(0),
                place.map(TemplateException::getBlamedExpressionString),
                detail);
    }
}
