package dev.slipway.templates;

import freemarker.core.PlainTextOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// Renders templates. Strict: a value that is not there is an error, never an empty string.
public final class Templates {

    private static final Templates BUILT_IN = new Templates();

    private final Configuration configuration;

    private Templates() {
        configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(Templates.class, "");
        configuration.setDefaultEncoding("UTF-8");
        configuration.setOutputFormat(PlainTextOutputFormat.INSTANCE);
        configuration.setRegisteredCustomOutputFormats(
                List.of(YamlOutputFormat.INSTANCE, XmlAttributeOutputFormat.INSTANCE));
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setNumberFormat("computer");
        configuration.setLocalizedLookup(false);
    }

    /// The templates that Slipway brings.
    public static Templates builtIn() {
        return BUILT_IN;
    }

    /// The text that a model makes of its template.
    public String render(Template model) {
        StringWriter text = new StringWriter();
        try {
            configuration.getTemplate(model.file()).process(Map.of("model", model), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TemplateException e) {
            throw new IllegalStateException("%s cannot be rendered".formatted(model.file()), e);
        }
        return text.toString();
    }
}
