package dev.slipway.pxe.doctor;

import dev.slipway.pxe.trace.HostTrace;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Says what stopped a boot. Knows the usual ways in which boots fail, one [Rule] each, and asks all of them.
public final class Doctor {

    private Doctor() {}

    /// What is to be said of a machine, the surest first. Empty where nothing is known to be wrong: it is under way.
    ///
    /// @param now the time, or the end of a capture: silence is a symptom
    public static List<Diagnosis> examine(HostTrace trace, Instant now) {
        BootCase boot = new BootCase(trace, now);
        return Rules.all().stream()
                .map(rule -> rule.apply(boot))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Diagnosis::kind)
                        .thenComparing(Diagnosis::confidence, Comparator.reverseOrder()))
                .toList();
    }
}
