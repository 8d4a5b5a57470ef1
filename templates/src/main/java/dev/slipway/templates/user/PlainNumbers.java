package dev.slipway.templates.user;

import freemarker.core.Environment;
import freemarker.core.TemplateNumberFormat;
import freemarker.core.TemplateNumberFormatFactory;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import java.util.Locale;

/// Numbers for computers, which stand without quotes.
final class PlainNumbers extends TemplateNumberFormatFactory {

    /// Its name in FreeMarker's settings.
    static final String NAME = "plain";

    private static final TemplateNumberFormat FORMAT = new TemplateNumberFormat() {
        @Override
        public String formatToPlainText(TemplateNumberModel number) throws TemplateModelException {
            return SiteValues.digits(number.getAsNumber());
        }

        @Override
        public Object format(TemplateNumberModel number) throws TemplateModelException {
            return Interpolated.number(formatToPlainText(number));
        }

        @Override
        public boolean isLocaleBound() {
            return false;
        }

        @Override
        public String getDescription() {
            return NAME;
        }
    };

    @Override
    public TemplateNumberFormat get(String parameters, Locale locale, Environment environment) {
        return FORMAT;
    }
}
