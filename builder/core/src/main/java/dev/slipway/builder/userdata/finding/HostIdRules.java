package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.userdata.model.Field;
import java.util.Optional;
import java.util.stream.Collectors;

/// The host's id: what registration refuses, and what makes many hosts into one.
final class HostIdRules implements Rules {

    private static final int LENGTH_MAX = 128;
    private static final String FORBIDDEN = "/?#&+%,$~!@*(){}|=;:<>'.^\"";
    private static final String DRAWN = "$random";

    @Override
    public void check(Subject subject, Findings findings) {
        Optional<Field> name = subject.config()
                .site()
                .flatMap(site -> site.field("name"))
                .filter(field -> field.text().isPresent());
        name.filter(field -> !field.text().orElseThrow().equals(DRAWN)).ifPresent(field -> {
            String id = field.text().orElseThrow();
            characters(field, id, findings);
            int length = id.codePointCount(0, id.length());
            if (length > LENGTH_MAX) {
                findings.addAtValue(
                        FindingCode.HOST_ID_TOO_LONG,
                        field,
                        "'%s' has %d characters; a host's id has at most %d"
                                .formatted(field.path(), length, LENGTH_MAX),
                        "shorten it");
            }
            if (!subject.context().singleHost()) {
                findings.addAtKey(
                        FindingCode.FIXED_NAME,
                        field,
                        "every host of this medium would register with one id",
                        "leave '%s' out, or write \"%s\"".formatted(field.path(), DRAWN));
            }
        });
    }

    private static void characters(Field field, String id, Findings findings) {
        String bad = id.codePoints()
                .filter(character -> FORBIDDEN.indexOf(character) >= 0
                        || Character.isWhitespace(character)
                        || Character.isISOControl(character))
                .distinct()
                .mapToObj(character -> Character.isWhitespace(character) || Character.isISOControl(character)
                        ? "a blank"
                        : Character.toString(character))
                .distinct()
                .collect(Collectors.joining(" "));
        if (!bad.isEmpty()) {
            findings.addAtValue(
                    FindingCode.HOST_ID_CHARACTERS,
                    field,
                    "'%s' holds characters that a host's id must not have: %s".formatted(field.path(), bad),
                    "use letters, digits, dashes and underscores");
        }
    }
}
