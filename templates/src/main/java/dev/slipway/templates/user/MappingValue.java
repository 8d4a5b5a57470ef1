package dev.slipway.templates.user;

import freemarker.template.SimpleScalar;
import freemarker.template.TemplateCollectionModel;
import freemarker.template.TemplateHashModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelIterator;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keys with values, which can be asked for and written out in brackets.
final class MappingValue extends Interpolated implements TemplateHashModelEx {

    private final Map<String, ?> values;

    MappingValue(Map<String, ?> values) {
        super(Kind.BRACKETS, () -> SiteValues.inBrackets(values));
        this.values = values;
    }

    @Override
    public @Nullable TemplateModel get(String key) {
        Object value = values.get(key);
        return value == null ? null : SiteValues.model(value);
    }

    @Override
    public boolean isEmpty() {
        return values.isEmpty();
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    public TemplateCollectionModel keys() {
        return collection(values.keySet(), SimpleScalar::new);
    }

    @Override
    public TemplateCollectionModel values() {
        return collection(values.values(), SiteValues::model);
    }

    private static <T> TemplateCollectionModel collection(Iterable<T> items, Function<T, TemplateModel> model) {
        return () -> new TemplateModelIterator() {
            private final Iterator<T> iterator = items.iterator();

            @Override
            public TemplateModel next() {
                return model.apply(iterator.next());
            }

            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }
        };
    }
}
