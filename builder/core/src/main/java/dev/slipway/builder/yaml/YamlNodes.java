package dev.slipway.builder.yaml;

import java.util.List;

/// Makes nodes that nobody wrote, for [YamlWriter]. They stand nowhere.
public final class YamlNodes {

    private static final Span NOWHERE = new Span(0, 0, 1, 1);

    private YamlNodes() {}

    /// Text, which every reader is to take as text.
    public static YamlScalar text(String text) {
        return scalar(text, YamlScalar.Style.DOUBLE_QUOTED, YamlScalar.Type.STRING);
    }

    /// A number.
    public static YamlScalar number(long number) {
        return scalar(Long.toString(number), YamlScalar.Style.PLAIN, YamlScalar.Type.INTEGER);
    }

    /// True or false.
    public static YamlScalar flag(boolean flag) {
        return scalar(Boolean.toString(flag), YamlScalar.Style.PLAIN, YamlScalar.Type.BOOLEAN);
    }

    /// A list.
    public static YamlSequence list(List<? extends YamlNode> items) {
        return new YamlSequence(List.copyOf(items), NOWHERE, Comments.NONE);
    }

    /// A key with its value.
    public static YamlMapping.Entry entry(String key, YamlNode value) {
        return new YamlMapping.Entry(text(key), value);
    }

    /// A mapping.
    ///
    /// @param entries in the order in which they are to be written
    public static YamlMapping mapping(YamlMapping.Entry... entries) {
        return mapping(List.of(entries));
    }

    /// The same of a list.
    public static YamlMapping mapping(List<YamlMapping.Entry> entries) {
        return new YamlMapping(entries, NOWHERE, Comments.NONE);
    }

    private static YamlScalar scalar(String text, YamlScalar.Style style, YamlScalar.Type type) {
        return new YamlScalar(text, style, type, NOWHERE, Comments.NONE);
    }
}
