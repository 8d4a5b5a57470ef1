package dev.slipway.pxe.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import dev.slipway.pxe.trace.TraceLimits;
import dev.slipway.pxe.trace.TraceSink;
import dev.slipway.pxe.trace.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BootMetricsTests {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final BootMetrics metrics = new BootMetrics("1.2.3");
    private final Traces traces = new Traces(TraceLimits.standard(), () -> NOW);

    @Test
    void countsStepsByArchitectureAndNeverByMachine() {
        TraceSink sink = metrics.counting(traces);
        sink.tell(event(1, Step.DISCOVER, Map.of(Facts.ARCHITECTURE, "efi-x64")));
        sink.tell(event(1, Step.KERNEL_SENT, Map.of()));
        sink.tell(event(2, Step.KERNEL_SENT, Map.of()));
        sink.tell(event(3, Step.DISCOVER, Map.of(Facts.ARCHITECTURE, "invented")));
        sink.tell(event(3, Step.IGNORED, Map.of(Facts.REASON, "invented")));
        assertThat(exposed())
                .contains("slipway_pxe_steps_total{architecture=\"efi-x64\",step=\"discover\"} 1.0")
                .contains("slipway_pxe_steps_total{architecture=\"efi-x64\",step=\"kernel-sent\"} 1.0")
                .contains("slipway_pxe_steps_total{architecture=\"unknown\",step=\"kernel-sent\"} 1.0")
                .contains("slipway_pxe_setbacks_total{reason=\"other\",step=\"ignored\"} 1.0")
                .contains("slipway_pxe_trace_events_total 5.0")
                .contains("slipway_pxe_trace_hosts 3.0")
                .doesNotContain("invented")
                .doesNotContain("00:00:01");
        assertThat(traces.hosts()).hasSize(3);
    }

    @Test
    void showsWhatThePartsCount() {
        metrics.counter("tftp_transfers", "Transfers.", () -> 7);
        Map<List<String>, Long> many = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            many.put(List.of("discover", "outcome-" + i), 1L);
        }
        metrics.counters("dhcp_messages", "Messages.", List.of("type", "outcome"), () -> many);
        metrics.gauges("pool_used", "Addresses.", "pool", () -> Map.of("10.0.0.0/24", 12.0));
        metrics.request("kernel", 206, 1000);
        metrics.request("kernel", 9999, 0);
        String exposed = exposed();
        assertThat(exposed)
                .contains("slipway_pxe_tftp_transfers_total 7.0")
                .contains("slipway_pxe_pool_used{pool=\"10.0.0.0/24\"} 12.0")
                .contains("slipway_pxe_http_requests_total{kind=\"kernel\",status=\"206\"} 1.0")
                .contains("slipway_pxe_http_requests_total{kind=\"kernel\",status=\"other\"} 1.0")
                .contains("slipway_pxe_http_sent_bytes_total{kind=\"kernel\"} 1000.0")
                .contains("slipway_pxe_build_info{")
                .contains("version=\"1.2.3\"");
        assertThat(exposed.lines().filter(line -> line.startsWith("slipway_pxe_dhcp_messages_total{")))
                .hasSize(200);
    }

    private String exposed() {
        return new String(metrics.expose(), StandardCharsets.UTF_8);
    }

    private static HostEvent event(long mac, Step step, Map<String, String> facts) {
        return new HostEvent(NOW, new MacAddress(mac), step, step.words(), facts);
    }
}
