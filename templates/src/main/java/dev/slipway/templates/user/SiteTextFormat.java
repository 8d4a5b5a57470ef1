package dev.slipway.templates.user;

import freemarker.core.MarkupOutputFormat;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.Writer;

/// Hands every interpolation to the [RenderedText], which alone knows how it has to be written where it stands. There
/// is no way around it: nothing makes markup of text, and text that was caught on its way is refused.
final class SiteTextFormat extends MarkupOutputFormat<Interpolated> {

    static final SiteTextFormat INSTANCE = new SiteTextFormat();

    private SiteTextFormat() {}

    @Override
    public String getName() {
        return "site";
    }

    @Override
    public String getMimeType() {
        return "text/plain";
    }

    @Override
    public boolean isOutputFormatMixingAllowed() {
        return false;
    }

    @Override
    public Interpolated fromPlainTextByEscaping(String text) {
        return Interpolated.text(text);
    }

    @Override
    public Interpolated fromMarkup(String markup) throws TemplateModelException {
        throw new MisplacedValueException(
                "text cannot be caught in a variable, and cannot be put in without its quotes");
    }

    @Override
    public void output(String text, Writer out) throws IOException, TemplateModelException {
        output(Interpolated.text(text), out);
    }

    @Override
    public void output(Interpolated value, Writer out) throws IOException, TemplateModelException {
        if (!(out instanceof RenderedText text)) {
            throw new MisplacedValueException("a value cannot stand in text that is caught, compressed or tried");
        }
        text.take(value);
    }

    @Override
    public String getSourcePlainText(Interpolated value) {
        return value.plain();
    }

    @Override
    public String getMarkupString(Interpolated value) throws TemplateModelException {
        return fromMarkup(value.plain()).plain();
    }

    @Override
    public Interpolated concat(Interpolated first, Interpolated second) {
        return Interpolated.text(first.plain() + second.plain());
    }

    @Override
    public String escapePlainText(String text) {
        return YamlQuotes.of(text);
    }

    @Override
    public boolean isEmpty(Interpolated value) {
        return value.plain().isEmpty();
    }

    @Override
    public boolean isLegacyBuiltInBypassed(String builtIn) {
        return false;
    }

    @Override
    public boolean isAutoEscapedByDefault() {
        return true;
    }
}
