package dev.slipway.pxe.doctor;

import static dev.slipway.pxe.doctor.Diagnosis.note;

import dev.slipway.pxe.doctor.Diagnosis.Confidence;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import java.util.List;
import java.util.Optional;

/// What was decided about a machine on purpose.
final class DecisionRules {

    private DecisionRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("waits", "the machine waits for a decision", DecisionRules::waits),
                new Rule("refused", "the machine is not served, as decided", DecisionRules::refused),
                new Rule("local", "the machine boots its disk, as decided", DecisionRules::local));
    }

    private static Optional<Diagnosis> waits(BootCase boot) {
        if (!isDecided(boot, Facts.DECISION_WAIT, Facts.REASON_WAIT)) {
            return Optional.empty();
        }
        return Optional.of(note(
                        Confidence.CERTAIN,
                        "The machine waits: no entry of the configuration matches it, and unknown machines wait.")
                .seen(words(boot))
                .next(
                        "Add it under its %s, and it goes on within seconds.".formatted(identities(boot)),
                        "Or let unknown machines boot the default."));
    }

    private static Optional<Diagnosis> refused(BootCase boot) {
        if (!isDecided(boot, Facts.DECISION_REFUSE, Facts.REASON_REFUSED)) {
            return Optional.empty();
        }
        return Optional.of(note(Confidence.CERTAIN, "The machine is refused, as the configuration says.")
                .seen(words(boot))
                .next("Where it should boot, add it under its %s.".formatted(identities(boot))));
    }

    private static Optional<Diagnosis> local(BootCase boot) {
        if (!boot.isDecided(Facts.DECISION_LOCAL)) {
            return Optional.empty();
        }
        return Optional.of(note(Confidence.CERTAIN, "The machine was sent to its own disk, as decided.")
                .seen(words(boot))
                .next("Where it should be installed anew, change the decision for it."));
    }

    private static boolean isDecided(BootCase boot, String decision, String reason) {
        return boot.isDecided(decision)
                || boot.last(event -> event.step() == Step.DECISION || event.step() == Step.IGNORED)
                        .filter(event -> BootCase.isFact(event, Facts.REASON, reason))
                        .isPresent();
    }

    private static String words(BootCase boot) {
        return boot.last(event -> event.step() == Step.DECISION || event.step() == Step.IGNORED)
                .map(HostEvent::text)
                .orElse("");
    }

    private static String identities(BootCase boot) {
        String mac = "MAC address (%s)".formatted(boot.trace().state().mac());
        return boot.fact(Facts.SERIAL).map("serial number (%s) or "::formatted).orElse("") + mac;
    }
}
