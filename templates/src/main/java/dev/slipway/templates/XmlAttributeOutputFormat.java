package dev.slipway.templates;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;
import java.io.IOException;
import java.io.Writer;

/// Makes each interpolation fit into an attribute of XML in double quotes. Readers of XML turn the line ends of an
/// attribute into spaces (XML 1.0, chapter 3.3.3), but not those that are written as references.
final class XmlAttributeOutputFormat extends CommonMarkupOutputFormat<XmlAttributeOutputFormat.Text> {

    static final XmlAttributeOutputFormat INSTANCE = new XmlAttributeOutputFormat();

    private XmlAttributeOutputFormat() {}

    /// Text that is escaped.
    static final class Text extends CommonTemplateMarkupOutputModel<Text> {
        private Text(String plain, String markup) {
            super(plain, markup);
        }

        @Override
        public XmlAttributeOutputFormat getOutputFormat() {
            return INSTANCE;
        }
    }

    @Override
    public String getName() {
        return "XmlAttribute";
    }

    @Override
    public String getMimeType() {
        return "application/xml";
    }

    @Override
    public void output(String text, Writer out) throws IOException {
        out.write(escapePlainText(text));
    }

    @Override
    public String escapePlainText(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.chars().forEach(unit -> {
            switch (unit) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n', '\r' -> escaped.append("&#").append(unit).append(';');
                default -> escaped.append((char) unit);
            }
        });
        return escaped.toString();
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
