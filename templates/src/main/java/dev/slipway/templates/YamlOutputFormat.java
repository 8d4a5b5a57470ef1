package dev.slipway.templates;

import dev.slipway.templates.user.YamlQuotes;
import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import java.io.IOException;
import java.io.Writer;

/// Makes each interpolation of a YAML template a scalar in double quotes (YAML 1.2.2, chapter 7.3.1), which readers of
/// every version take for text.
final class YamlOutputFormat extends CommonMarkupOutputFormat<YamlOutputFormat.Text> {

    static final YamlOutputFormat INSTANCE = new YamlOutputFormat();

    private YamlOutputFormat() {}

    /// Text that needs no quotes any more.
    static final class Text extends CommonTemplateMarkupOutputModel<Text> {
        private Text(String plain, String markup) {
            super(plain, markup);
        }

        @Override
        public YamlOutputFormat getOutputFormat() {
            return INSTANCE;
        }
    }

    @Override
    public String getName() {
        return "YAML";
    }

    @Override
    public String getMimeType() {
        return "application/yaml";
    }

    @Override
    public void output(String text, Writer out) throws IOException {
        out.write(escapePlainText(text));
    }

    @Override
    public String escapePlainText(String text) {
        return YamlQuotes.of(text);
    }

    @Override
    public boolean isLegacyBuiltInBypassed(String builtInName) {
        return false;
    }

    @Override
    protected Text newTemplateMarkupOutputModel(String plain, String markup) {
        return new Text(plain, markup);
    }
}
