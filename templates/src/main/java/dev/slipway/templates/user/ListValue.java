package dev.slipway.templates.user;

import freemarker.template.TemplateModel;
import freemarker.template.TemplateSequenceModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list, which can be walked through and written out in brackets.
final class ListValue extends Interpolated implements TemplateSequenceModel {

    private final List<?> items;

    ListValue(List<?> items) {
        super(Kind.BRACKETS, () -> SiteValues.inBrackets(items));
        this.items = items;
    }

    @Override
    public @Nullable TemplateModel get(int index) {
        return index < 0 || index >= items.size() ? null : SiteValues.model(items.get(index));
    }

    @Override
    public int size() {
        return items.size();
    }
}
