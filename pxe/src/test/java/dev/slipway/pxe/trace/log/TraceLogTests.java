package dev.slipway.pxe.trace.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import dev.slipway.pxe.trace.TraceLimits;
import dev.slipway.pxe.trace.Traces;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TraceLogTests {

    private static final MacAddress MAC = MacAddress.parse("52:54:00:00:00:01").orElseThrow();
    private static final Instant START = Instant.parse("2026-11-21T12:00:00.25Z");

    private final Traces traces = new Traces(TraceLimits.standard(), () -> START);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void writesOneLineAnEvent() {
        assertThat(lines(LogFormat.TEXT, () -> {
                    tell(START, Step.DECISION, "boots edge", Map.of(Facts.LABEL, "site-17"));
                    tell(START.plusSeconds(1), Step.KERNEL_SENT, "has its kernel", Map.of());
                }))
                .containsExactly(
                        "2026-11-21T12:00:00.250Z 52:54:00:00:00:01 site-17        boots edge",
                        "2026-11-21T12:00:01.250Z 52:54:00:00:00:01 site-17        has its kernel");
    }

    @Test
    void writesJsonThatCanBeRead() {
        List<String> lines = lines(
                LogFormat.JSON, () -> tell(START, Step.LOADER_REQUEST, "asks for \"x\"\n", Map.of(Facts.FILE, "x")));
        JsonNode line = JsonMapper.shared().readTree(lines.getFirst());
        assertThat(lines).hasSize(1);
        assertThat(line.get("step").asString()).isEqualTo("loader-request");
        assertThat(line.get("text").asString()).isEqualTo("asks for \"x\"\n");
        assertThat(line.get("facts").get("file").asString()).isEqualTo("x");
        assertThat(Instant.parse(line.get("time").asString())).isEqualTo(START);
    }

    @Test
    void leavesNothingThatSteersATerminal() {
        List<String> lines = lines(
                LogFormat.TEXT,
                () -> tell(
                        START,
                        Step.FAILURE,
                        "file '\u001b[2J\r\n2026 forged \u202e\u0085'",
                        Map.of(Facts.LABEL, "a\nb")));
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().chars()).noneMatch(Character::isISOControl);
        assertThat(lines.getFirst()).contains("a?b").contains("2026 forged ??'");
    }

    @Test
    void countsRepetitionsInPlaceOfWritingThem() {
        List<String> lines = lines(LogFormat.TEXT, () -> {
            for (int i = 0; i < 500; i++) {
                tell(START, Step.DISCOVER, "asks", Map.of());
            }
            tell(START, Step.LOADER_SENT, "has its loader", Map.of());
            tell(START.plusSeconds(60), Step.DISCOVER, "asks", Map.of());
        });
        assertThat(lines)
                .hasSize(14)
                .filteredOn(line -> line.contains("has its loader"))
                .hasSize(1);
        assertThat(lines.getLast()).endsWith("asks (488 lines like this left out before)");
    }

    @Test
    void bearsAFloodOfInventedMachines() {
        List<String> lines = lines(LogFormat.TEXT, () -> {
            for (int i = 0; i < 5000; i++) {
                traces.tell(new HostEvent(START, new MacAddress(i), Step.DISCOVER, "asks", Map.of()));
            }
        });
        assertThat(lines).hasSizeBetween(2, 1001);
        assertThat(lines.getLast()).matches("[0-9]+ events came faster than they may be written and are left out");
    }

    private void tell(Instant time, Step step, String text, Map<String, String> facts) {
        traces.tell(new HostEvent(time, MAC, step, text, facts));
    }

    private List<String> lines(LogFormat format, Runnable events) {
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            try (TraceLog log = TraceLog.start(traces, format, out)) {
                assertThat(log).isNotNull();
                events.run();
            }
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
