package dev.slipway.pxe.metrics;

import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import dev.slipway.pxe.trace.TraceSink;
import dev.slipway.pxe.trace.Traces;
import dev.slipway.pxe.trace.json.TraceJson;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Counts steps by step and architecture, and failures by reason, on their way into the trace.
final class CountingSink implements TraceSink {

    private static final String UNKNOWN = "unknown";
    private static final Set<String> REASONS = Set.of(
            Facts.REASON_NOT_PXE,
            Facts.REASON_WAIT,
            Facts.REASON_REFUSED,
            Facts.REASON_EXPIRED,
            Facts.REASON_PROBE,
            Facts.REASON_STALLED,
            Facts.REASON_NOT_FOUND,
            Facts.REASON_TLS,
            Facts.REASON_CUT,
            Facts.REASON_UNREACHABLE,
            Facts.REASON_DECLINED);

    private final Traces traces;
    // Looked up once: this is on the way of every DHCP message.
    private final Map<Step, Map<String, CounterDataPoint>> steps = new EnumMap<>(Step.class);
    private final Counter failures;

    CountingSink(Traces traces, PrometheusRegistry registry) {
        this.traces = traces;
        Counter counter = Counter.builder()
                .name("slipway_pxe_steps")
                .help(
                        "Steps of machines on their way to an installed system, by architecture of processor and firmware.")
                .labelNames("step", "architecture")
                .register(registry);
        for (Step step : Step.values()) {
            Map<String, CounterDataPoint> points = new HashMap<>();
            points.put(UNKNOWN, counter.labelValues(TraceJson.name(step), UNKNOWN));
            for (ClientArchitecture each : ClientArchitecture.values()) {
                points.put(each.text(), counter.labelValues(TraceJson.name(step), each.text()));
            }
            steps.put(step, points);
        }
        failures = Counter.builder()
                .name("slipway_pxe_setbacks")
                .help("Machines left alone, and steps that failed, by reason.")
                .labelNames("step", "reason")
                .register(registry);
    }

    @Override
    public void tell(HostEvent event) {
        String told = event.facts().get(Facts.ARCHITECTURE);
        String architecture = told == null && !event.step().isRoutine()
                ? traces.fact(event.mac(), Facts.ARCHITECTURE).orElse(UNKNOWN)
                : String.valueOf(told);
        Map<String, CounterDataPoint> points = steps.getOrDefault(event.step(), Map.of());
        CounterDataPoint point = points.get(architecture);
        if (point == null) {
            point = points.get(UNKNOWN);
        }
        if (point != null) {
            point.inc();
        }
        if (event.step() == Step.FAILURE || event.step() == Step.IGNORED) {
            String reason = event.facts().getOrDefault(Facts.REASON, BootMetrics.OTHER);
            failures.labelValues(TraceJson.name(event.step()), REASONS.contains(reason) ? reason : BootMetrics.OTHER)
                    .inc();
        }
        traces.tell(event);
    }

    @Override
    public void packet(MacAddress mac, InetSocketAddress from, InetSocketAddress to, byte[] payload) {
        traces.packet(mac, from, to, payload);
    }

    @Override
    public void located(MacAddress mac, InetAddress address) {
        traces.located(mac, address);
    }

    @Override
    public Optional<MacAddress> hostAt(InetAddress address) {
        return traces.hostAt(address);
    }
}
