package dev.slipway.templates.user;

import freemarker.template.SimpleNumber;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateModel;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Values of a site as templates see them. Nothing else of Java is ever handed to a template.
final class SiteValues {

    private SiteValues() {}

    /// @param value text, number, flag, list or mapping of these
    static TemplateModel model(Object value) {
        return switch (value) {
            case String text -> new SimpleScalar(text);
            case Number number -> new SimpleNumber(number);
            case Boolean flag -> new FlagValue(flag);
            case List<?> list -> new ListValue(list);
            case Map<?, ?> map -> new MappingValue(keyed(map));
            default -> throw new IllegalArgumentException("a value of " + value.getClass());
        };
    }

    @SuppressWarnings("unchecked") // Keys of mappings are text everywhere.
    private static Map<String, ?> keyed(Map<?, ?> map) {
        return (Map<String, ?>) map;
    }

    /// In brackets (YAML 1.2.2, chapter 7.4), as JSON too would have it.
    static String inBrackets(Object value) {
        return switch (value) {
            case String text -> YamlQuotes.of(text);
            case Number number -> digits(number);
            case List<?> list -> list.stream().map(SiteValues::inBrackets).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry ->
                                YamlQuotes.of(String.valueOf(entry.getKey())) + ": " + inBrackets(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            default -> String.valueOf(value);
        };
    }

    /// For computers: no grouping, no exponent.
    static String digits(Number number) {
        return number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
    }
}
