package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.userdata.model.Field;
import dev.slipway.builder.userdata.model.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Steps that define users need names of their own: those of the installer's user-data and those of the site's are put
/// together by their names, and the later one replaces the earlier, with its users.
final class StageRules implements Rules {

    @Override
    public void check(Subject subject, Findings findings) {
        Map<String, Step> named = new HashMap<>();
        for (Step step : subject.config().steps()) {
            Optional<Field> users = step.usersField();
            if (users.isPresent()) {
                Optional<Field> name = step.name().filter(field -> field.text().isPresent());
                if (name.isPresent()) {
                    same(step, name.get(), named, findings);
                } else {
                    findings.addAtKey(
                            FindingCode.UNNAMED_USERS_STEP,
                            users.get(),
                            "a step of '%s' defines users and has no name".formatted(step.stage()),
                            "add a name that no other step has");
                }
            }
        }
    }

    private static void same(Step step, Field name, Map<String, Step> named, Findings findings) {
        String text = name.text().orElseThrow();
        Step first = named.putIfAbsent(text, step);
        if (first != null) {
            findings.addAtValue(
                    FindingCode.SAME_STEP_NAME,
                    name,
                    "a step of '%s' that defines users is called '%s', too".formatted(first.stage(), text),
                    "give each its own name");
        }
    }
}
