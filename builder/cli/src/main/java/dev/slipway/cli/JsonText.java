package dev.slipway.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes records, lists and maps as JSON (RFC 8259) in one line. A few dozen lines instead of a library, because a
/// library costs more time to load than most commands take.
///
/// A record becomes an object with its components in order, an empty optional `null`, an enum constant its name in
/// lower case with dashes, a duration its seconds.
final class JsonText {

    private final StringBuilder text = new StringBuilder(256);

    private JsonText() {}

    /// A value as JSON.
    static String of(Object value) {
        JsonText json = new JsonText();
        json.write(value);
        return json.text.toString();
    }

    /// A record as an object that says first what it is: `{"event":"done", ...}`.
    static String event(String name, Record content) {
        return event(name, components(content));
    }

    /// The same with the members given one by one.
    static String event(String name, Map<String, ?> members) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("event", name);
        all.putAll(members);
        return of(all);
    }

    private void write(@Nullable Object value) {
        switch (value) {
            case null -> text.append("null");
            case Optional<?> optional -> write(optional.orElse(null));
            case Boolean flag -> text.append(flag);
            case Integer number -> text.append(number);
            case Long number -> text.append(number);
            case Duration time -> text.append(String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0));
            case Enum<?> constant ->
                string(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            case Map<?, ?> map -> object(map);
            case Record content -> object(components(content));
            // A path is an iterable too, of its names.
            case Path path -> string(path.toString());
            case Iterable<?> items -> array(items);
            case CharSequence characters -> string(characters);
            default -> throw new IllegalArgumentException(value.getClass() + " has no JSON form");
        }
    }

    private void object(Map<?, ?> members) {
        text.append('{');
        String separator = "";
        for (Map.Entry<?, ?> member : members.entrySet()) {
            text.append(separator);
            string(String.valueOf(member.getKey()));
            text.append(':');
            write(member.getValue());
            separator = ",";
        }
        text.append('}');
    }

    private void array(Iterable<?> items) {
        text.append('[');
        String separator = "";
        for (Object item : items) {
            text.append(separator);
            write(item);
            separator = ",";
        }
        text.append(']');
    }

    private void string(CharSequence characters) {
        text.append('"');
        for (int i = 0; i < characters.length(); i++) {
            char unit = characters.charAt(i);
            switch (unit) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                default -> {
                    if (unit < ' ' || unit == 0x7f || (Character.isSurrogate(unit) && !isPaired(characters, i))) {
                        text.append("\\u%04x".formatted((int) unit));
                    } else {
                        text.append(unit);
                    }
                }
            }
        }
        text.append('"');
    }

    /// A surrogate without its other half has no UTF-8 form; names in images hold such things.
    private static boolean isPaired(CharSequence characters, int at) {
        return Character.isHighSurrogate(characters.charAt(at))
                ? at + 1 < characters.length() && Character.isLowSurrogate(characters.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(characters.charAt(at - 1));
    }

    private static Map<String, @Nullable Object> components(Record content) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        try {
            for (RecordComponent component : content.getClass().getRecordComponents()) {
                members.put(component.getName(), component.getAccessor().invoke(content));
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException(content.getClass() + " cannot be read", e);
        }
        return members;
    }
}
