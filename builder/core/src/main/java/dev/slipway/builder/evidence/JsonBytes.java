package dev.slipway.builder.evidence;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// Maps, lists, texts, numbers and booleans as JSON in UTF-8: equal values give equal bytes on every machine.
public final class JsonBytes {

    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonBytes() {}

    /// One member a line, and a line break at the end.
    public static byte[] indented(Map<String, ?> object) {
        PrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES);
        ByteArrayOutputStream bytes = write(object, new ObjectWriteContext.Base() {
            @Override
            public PrettyPrinter getPrettyPrinter() {
                return printer;
            }

            @Override
            public boolean hasPrettyPrinter() {
                return true;
            }
        });
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /// In one line, without its end.
    public static byte[] compact(Map<String, ?> object) {
        return write(object, ObjectWriteContext.empty()).toByteArray();
    }

    private static ByteArrayOutputStream write(Map<String, ?> object, ObjectWriteContext context) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (JsonGenerator generator = FACTORY.createGenerator(context, bytes)) {
            write(object, generator);
        }
        return bytes;
    }

    private static void write(Object value, JsonGenerator generator) {
        switch (value) {
            case Map<?, ?> members -> {
                generator.writeStartObject();
                members.forEach((name, member) -> {
                    generator.writeName(String.valueOf(name));
                    write(member, generator);
                });
                generator.writeEndObject();
            }
            case Iterable<?> elements -> {
                generator.writeStartArray();
                elements.forEach(element -> write(element, generator));
                generator.writeEndArray();
            }
            case Boolean flag -> generator.writeBoolean(flag);
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case CharSequence text -> generator.writeString(text.toString());
            default -> throw new IllegalArgumentException(value.getClass() + " has no JSON form here");
        }
    }
}
