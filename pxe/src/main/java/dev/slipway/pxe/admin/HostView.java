package dev.slipway.pxe.admin;

import dev.slipway.pxe.doctor.Diagnosis;
import dev.slipway.pxe.doctor.Diagnosis.Kind;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.HostState;
import dev.slipway.pxe.trace.HostTrace;
import dev.slipway.pxe.trace.OneLine;
import dev.slipway.pxe.trace.Step;
import dev.slipway.pxe.trace.json.TraceJson;
import dev.slipway.templates.BootHostPage;
import dev.slipway.templates.BootHostsPage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Turns a trace into what the pages show.
final class HostView {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int WORDS_MAX = 300;

    private HostView() {}

    static BootHostsPage.Row row(HostState state, List<Diagnosis> diagnoses, Instant now) {
        Optional<Diagnosis> said = diagnoses.stream()
                .filter(diagnosis -> diagnosis.kind() != Kind.FINE)
                .findFirst();
        return new BootHostsPage.Row(
                state.mac().toString(),
                "/hosts/" + state.mac().hyphenated(),
                safe(state.label().orElse("")),
                about(state),
                new BootHostsPage.Stage(
                        Stage.done(state.furthest()),
                        Stage.last(state.furthest()).map(Stage::words).orElse("Nothing yet")),
                Stage.values().length,
                safe(state.lastWords()),
                state.lastSeen().truncatedTo(ChronoUnit.SECONDS).toString(),
                Ago.of(state.lastSeen(), now),
                mood(state, diagnoses),
                said.map(Diagnosis::cause).map(HostView::safe).orElse(""));
    }

    private static String about(HostState state) {
        return Stream.of(Facts.ADDRESS, Facts.ARCHITECTURE)
                .flatMap(name -> Optional.ofNullable(state.facts().get(name)).stream())
                .map(HostView::safe)
                .collect(Collectors.joining(" · "));
    }

    private static String mood(HostState state, List<Diagnosis> diagnoses) {
        if (state.furthest().filter(Step.BOOTED::equals).isPresent()) {
            return "ok";
        }
        if (diagnoses.stream().anyMatch(diagnosis -> diagnosis.kind() == Kind.TROUBLE)) {
            return "trouble";
        }
        return diagnoses.stream().anyMatch(diagnosis -> diagnosis.kind() == Kind.NOTE) ? "waiting" : "busy";
    }

    static BootHostPage page(HostTrace trace, List<Diagnosis> diagnoses, Instant now, boolean fragment) {
        HostState state = trace.state();
        return new BootHostPage(
                row(state, diagnoses, now),
                new TreeMap<>(state.facts())
                        .entrySet().stream()
                                .map(fact -> new BootHostPage.Fact(fact.getKey(), safe(fact.getValue())))
                                .toList(),
                Arrays.stream(Stage.values())
                        .map(stage -> new BootHostPage.Stage(stage.words(), stage.isDone(state.furthest())))
                        .toList(),
                diagnoses.stream().map(HostView::diagnosis).toList(),
                trace.events().reversed().stream().map(HostView::event).toList(),
                trace.eventsLeftOut(),
                fragment);
    }

    private static BootHostPage.Diagnosis diagnosis(Diagnosis diagnosis) {
        return new BootHostPage.Diagnosis(
                switch (diagnosis.kind()) {
                    case TROUBLE -> "trouble";
                    case NOTE -> "waiting";
                    case FINE -> "ok";
                },
                diagnosis.confidence().name().toLowerCase(Locale.ROOT),
                safe(diagnosis.cause()),
                diagnosis.evidence().stream().map(HostView::safe).toList(),
                diagnosis.next().stream().map(HostView::safe).toList());
    }

    private static BootHostPage.Event event(HostEvent event) {
        return new BootHostPage.Event(
                event.time().toString(),
                CLOCK.format(event.time()),
                TraceJson.name(event.step()),
                safe(event.text()),
                switch (event.step()) {
                    case FAILURE, REFUSE_ADDRESS -> "trouble";
                    case IGNORED, OTHER_DHCP -> "quiet";
                    default -> "ok";
                });
    }

    private static String safe(String text) {
        return OneLine.of(text, WORDS_MAX);
    }
}
