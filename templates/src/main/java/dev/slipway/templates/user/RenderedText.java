package dev.slipway.templates.user;

import freemarker.core.Environment;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The text that a template makes. FreeMarker writes fixed text as characters; values come in through [#take] alone,
/// and know by then where they will stand.
abstract sealed class RenderedText extends Writer permits YamlText, PreseedText {

    /// The readers of live systems pass over larger files.
    static final int LENGTH_MAX = 960 * 1024;

    private final StringBuilder text = new StringBuilder(4096);
    private boolean isTracing;
    private @Nullable TemplateException lastPlace;

    /// The same for a second run, which finds out where the last value before a failure is written.
    final RenderedText tracing() {
        isTracing = true;
        return this;
    }

    /// Of the last value, where it was traced.
    final Optional<TemplateException> lastPlace() {
        return Optional.ofNullable(lastPlace);
    }

    final void take(Interpolated value) throws IOException, MisplacedValueException {
        if (isTracing) {
            lastPlace = new TemplateException("here", Environment.getCurrentEnvironment());
        }
        put(value);
    }

    /// Puts in a value as it has to be written here.
    abstract void put(Interpolated value) throws IOException, MisplacedValueException;

    /// Hears of fixed text before it is added.
    abstract void fixed(char[] characters, int from, int until) throws IOException;

    final String text() {
        return text.toString();
    }

    final void add(String more) throws IOException {
        checkRoom(more.length());
        text.append(more);
    }

    @Override
    public final void write(char[] characters, int offset, int length) throws IOException {
        checkRoom(length);
        fixed(characters, offset, offset + length);
        text.append(characters, offset, length);
    }

    /// Only what was not written by way of [SiteTextFormat] comes as a string.
    @Override
    public final void write(String unquoted, int offset, int length) throws IOException {
        throw new UnquotedValueException();
    }

    private void checkRoom(int more) throws IOException {
        if (text.length() + more > LENGTH_MAX) {
            throw new TooMuchTextException(LENGTH_MAX / 1024);
        }
    }

    @Override
    public final void flush() {}

    @Override
    public final void close() {}
}
