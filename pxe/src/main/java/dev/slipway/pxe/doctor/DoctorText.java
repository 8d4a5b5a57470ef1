package dev.slipway.pxe.doctor;

import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.HostState;
import dev.slipway.pxe.trace.OneLine;
import dev.slipway.pxe.trace.Step;
import dev.slipway.pxe.trace.json.TraceJson;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A report as lines for a terminal.
public final class DoctorText {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int EVENTS_MAX = 24;
    private static final int WORDS_MAX = 400;
    private static final int COLUMNS_MIN = 60;

    private final int columns;
    private final StringBuilder text = new StringBuilder(2048);

    private DoctorText(int columns) {
        this.columns = Math.max(COLUMNS_MIN, columns);
    }

    /// The report in lines of at most so many columns, where words allow.
    public static String of(DoctorReport report, int columns) {
        DoctorText text = new DoctorText(columns);
        String between = "";
        for (HostReport host : report.hosts()) {
            text.text.append(between);
            text.host(host);
            between = "\n";
        }
        report.remarks().forEach(remark -> text.paragraph("", "note: ", remark));
        return text.text.toString();
    }

    private void host(HostReport report) {
        HostState state = report.trace().state();
        String about = Stream.of(Facts.LABEL, Facts.ADDRESS, Facts.ARCHITECTURE, Facts.SERIAL, Facts.CARD)
                .flatMap(name -> Optional.ofNullable(state.facts().get(name)).stream())
                .collect(Collectors.joining(", "));
        paragraph("", state.mac() + (about.isEmpty() ? "" : "  "), about);
        state.furthest().ifPresent(step -> paragraph("  ", "", "It %s: how far it came.".formatted(step.words())));
        events(report.trace().events(), report.trace().eventsLeftOut());
        if (report.diagnoses().isEmpty()) {
            paragraph("  ", "", "Nothing is known to be wrong: it is under way, or was not looked at for long enough.");
        }
        report.diagnoses().forEach(this::diagnosis);
    }

    private void events(List<HostEvent> all, long leftOut) {
        if (all.isEmpty()) {
            return;
        }
        text.append('\n');
        List<Repeated> merged = merged(all);
        int hidden = Math.max(0, merged.size() - EVENTS_MAX);
        if (hidden > 0 || leftOut > 0) {
            paragraph("    ", "", "(%d earlier steps)".formatted(hidden + leftOut));
        }
        for (Repeated each : merged.subList(hidden, merged.size())) {
            HostEvent event = each.event();
            String time = CLOCK.format(event.time());
            String times = each.times() > 1
                    ? " (%d times, until %d s later)"
                            .formatted(each.times(), each.lasting().toSeconds())
                    : "";
            paragraph("    ", "%-13s  %-19s  ".formatted(time, TraceJson.name(event.step())), event.text() + times);
        }
        text.append('\n');
    }

    /// What comes again and again, as retries do, is one line: the same words in the same step, with nothing
    /// between them but others of that kind.
    private static List<Repeated> merged(List<HostEvent> events) {
        List<Repeated> merged = new ArrayList<>();
        for (HostEvent event : events) {
            int place = place(merged, event);
            if (place < 0) {
                merged.add(new Repeated(event, 1, Duration.ZERO));
            } else {
                Repeated before = merged.get(place);
                Duration lasting = Duration.between(before.event().time(), event.time());
                merged.set(place, new Repeated(before.event(), before.times() + 1, lasting));
            }
        }
        return merged;
    }

    private static int place(List<Repeated> merged, HostEvent event) {
        for (int i = merged.size() - 1; i >= Math.max(0, merged.size() - 3); i--) {
            HostEvent earlier = merged.get(i).event();
            if (earlier.step() == event.step() && earlier.text().equals(event.text())) {
                return i;
            }
            if (!earlier.step().isRoutine() && earlier.step() != Step.FAILURE) {
                return -1;
            }
        }
        return -1;
    }

    private record Repeated(HostEvent event, int times, Duration lasting) {}

    private void diagnosis(Diagnosis diagnosis) {
        String mark = switch (diagnosis.kind()) {
            case TROUBLE ->
                "trouble (%s): ".formatted(diagnosis.confidence().name().toLowerCase(Locale.ROOT));
            case NOTE -> "note: ";
            case FINE -> "well: ";
        };
        paragraph("  ", mark, diagnosis.cause());
        diagnosis.evidence().forEach(line -> paragraph("    ", "seen: ", line));
        for (int i = 0; i < diagnosis.next().size(); i++) {
            paragraph("    ", "%d. ".formatted(i + 1), diagnosis.next().get(i));
        }
    }

    /// Words behind a beginning; further lines stand below the first word.
    private void paragraph(String indent, String beginning, String words) {
        int hang = Math.min(indent.length() + beginning.length(), columns / 2);
        StringBuilder line = new StringBuilder(indent + beginning);
        boolean first = true;
        for (String word : OneLine.of(words, WORDS_MAX).split(" ", -1)) {
            if (!first && line.length() + 1 + word.length() > columns) {
                text.append(line.toString().stripTrailing()).append('\n');
                line.setLength(0);
                line.append(" ".repeat(hang));
                first = true;
            }
            line.append(first ? "" : " ").append(word);
            first = false;
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    /// The report as maps and lists, for JSON.
    public static Map<String, Object> toMap(HostReport report) {
        HostState state = report.trace().state();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("mac", state.mac().toString());
        members.put("facts", new TreeMap<>(state.facts()));
        members.put("furthest", state.furthest().map(TraceJson::name));
        members.put("boots", state.boots());
        members.put("diagnoses", report.diagnoses());
        members.put(
                "events",
                report.trace().events().stream().map(DoctorText::toMap).toList());
        return members;
    }

    private static Map<String, Object> toMap(HostEvent event) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("time", event.time().toString());
        members.put("step", TraceJson.name(event.step()));
        members.put("text", event.text());
        members.put("facts", new TreeMap<>(event.facts()));
        return members;
    }
}
