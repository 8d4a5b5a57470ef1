package dev.slipway.pxe.metrics;

import dev.slipway.pxe.trace.TraceSink;
import dev.slipway.pxe.trace.Traces;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What the boot server counts, in the text form of Prometheus. What a label may be is bounded: never an address of a
/// machine, never a name that a client chose.
///
/// The parts of the server count for themselves and know nothing of this; whoever puts them together registers their
/// counts here by [#counter], [#counters] and [#gauge], and sends the trace through [#counting].
public final class BootMetrics {

    /// What an answer to [#expose()] is.
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    /// A label whose value is not among those that were foreseen.
    static final String OTHER = "other";

    private static final String PREFIX = "slipway_pxe_";
    private static final int SERIES_MAX = 200;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests;
    private final Counter requestBytes;

    /// Nothing is counted yet.
    ///
    /// @param version of this build
    public BootMetrics(String version) {
        Info.builder()
                .name(PREFIX + "build_info")
                .help("The version that runs.")
                .labelNames("version", "java")
                .register(registry)
                .setLabelValues(version, String.valueOf(Runtime.version()));
        requests = Counter.builder()
                .name(PREFIX + "http_requests")
                .help("HTTP requests by what was asked for and the status of the answer.")
                .labelNames("kind", "status")
                .register(registry);
        requestBytes = Counter.builder()
                .name(PREFIX + "http_sent_bytes")
                .help("Bytes of HTTP bodies that were sent, by what was asked for.")
                .labelNames("kind")
                .register(registry);
    }

    /// A sink that counts the steps of machines, and passes them on.
    public TraceSink counting(Traces traces) {
        counter("trace_events", "Steps that machines made.", traces::told);
        counter("trace_dropped_events", "Steps that a reader of the trace was too slow for.", traces::dropped);
        counter("trace_forgotten_hosts", "Machines forgotten because others came.", traces::forgotten);
        gauge("trace_hosts", "Machines that are remembered.", traces::size);
        return new CountingSink(traces, registry);
    }

    /// A request was answered.
    ///
    /// @param kind what was asked for, a word of the router: `script`, `kernel`, `media`
    public void request(String kind, int status, long bytes) {
        requests.labelValues(kind, status >= 100 && status < 600 ? String.valueOf(status) : OTHER)
                .inc();
        requestBytes.labelValues(kind).inc(Math.max(0, bytes));
    }

    /// Shows a number that only grows.
    ///
    /// @param name without prefix and `_total`
    public void counter(String name, String help, LongSupplier count) {
        CounterWithCallback.builder()
                .name(PREFIX + name)
                .help(help)
                .callback(callback -> callback.call((double) count.getAsLong()))
                .register(registry);
    }

    /// Shows numbers that only grow, by the values of labels.
    ///
    /// @param name without prefix and `_total`
    /// @param labels their names, for example `type` and `outcome`
    /// @param counts the values of the labels in that order, and the number
    public void counters(String name, String help, List<String> labels, Supplier<Map<List<String>, Long>> counts) {
        CounterWithCallback.builder()
                .name(PREFIX + name)
                .help(help)
                .labelNames(labels.toArray(String[]::new))
                .callback(callback -> counts.get().entrySet().stream()
                        .limit(SERIES_MAX)
                        .forEach(each ->
                                callback.call(each.getValue(), each.getKey().toArray(String[]::new))))
                .register(registry);
    }

    /// Shows a number that rises and falls.
    ///
    /// @param name without prefix
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(PREFIX + name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /// Shows numbers that rise and fall, by the value of one label, for example the addresses in use by pool.
    ///
    /// @param name without prefix
    public void gauges(String name, String help, String label, Supplier<Map<String, Double>> values) {
        GaugeWithCallback.builder()
                .name(PREFIX + name)
                .help(help)
                .labelNames(label)
                .callback(callback -> values.get().entrySet().stream()
                        .limit(SERIES_MAX)
                        .forEach(each -> callback.call(each.getValue(), each.getKey())))
                .register(registry);
    }

    /// All of it as text, for `/metrics`.
    public byte[] expose() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
