package dev.slipway.pxe.admin;

import dev.slipway.pxe.doctor.Diagnosis;
import dev.slipway.pxe.doctor.Doctor;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.metrics.BootMetrics;
import dev.slipway.pxe.pcap.PcapWriter;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostState;
import dev.slipway.pxe.trace.HostTrace;
import dev.slipway.pxe.trace.Step;
import dev.slipway.pxe.trace.TracedPacket;
import dev.slipway.pxe.trace.Traces;
import dev.slipway.pxe.trace.json.TraceJson;
import dev.slipway.templates.BootHostsPage;
import dev.slipway.templates.Templates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Answers administrators: `/hosts` and `/hosts/MAC` for people, `.json` and `.pcap` for programs, `/metrics`,
/// `/healthz`. All of it can be read and nothing can be changed by it. Names of machines and user-data are not secrets
/// here, but belong to the administrators: the listener is theirs alone.
public final class AdminPages {

    private static final int ROWS_MAX = 200;
    private static final int FILTER_MAX = 80;
    private static final String HOSTS = "/hosts/";

    private final Traces traces;
    private final BootMetrics metrics;
    private final InstantSource clock;
    private final Supplier<Optional<String>> complaint;

    /// Shows these.
    ///
    /// @param complaint why the server is not well, where it is not: asked at each `/healthz`
    public AdminPages(Traces traces, BootMetrics metrics, InstantSource clock, Supplier<Optional<String>> complaint) {
        this.traces = traces;
        this.metrics = metrics;
        this.clock = clock;
        this.complaint = complaint;
    }

    /// The answer to a GET.
    ///
    /// @param path decoded, beginning with a slash
    /// @param query names and values, decoded
    public AdminAnswer answer(String path, Map<String, String> query) {
        return switch (path) {
            case "/" -> AdminAnswer.to("/hosts");
            case "/hosts" -> hosts(query);
            case "/hosts.json" -> AdminAnswer.json(TraceJson.ofHosts(traces.hosts()));
            case "/metrics" -> AdminAnswer.of(BootMetrics.CONTENT_TYPE, metrics.expose());
            case "/healthz" ->
                complaint
                        .get()
                        .map(words -> AdminAnswer.failure(503, words))
                        .orElseGet(() -> AdminAnswer.of("text/plain; charset=utf-8", "ok\n"));
            case "/assets/live.css" -> asset("live.css", "text/css; charset=utf-8");
            case "/assets/live.js" -> asset("live.js", "text/javascript; charset=utf-8");
            default -> path.startsWith(HOSTS) ? host(path.substring(HOSTS.length()), query) : nothing();
        };
    }

    private static AdminAnswer nothing() {
        return AdminAnswer.failure(404, "there is nothing of that name; /hosts shows the machines");
    }

    private AdminAnswer hosts(Map<String, String> query) {
        String asked = query.getOrDefault("q", "").strip();
        String filter = asked.length() > FILTER_MAX ? asked.substring(0, FILTER_MAX) : asked;
        Instant now = clock.instant();
        List<HostState> all = traces.hosts();
        List<HostState> found =
                all.stream().filter(state -> matches(state, filter)).toList();
        List<BootHostsPage.Row> rows = found.stream()
                .limit(ROWS_MAX)
                .map(state -> HostView.row(state, examine(state, now), now))
                .toList();
        return page(new BootHostsPage(
                filter, summary(all, rows), rows, found.size() - rows.size(), query.containsKey("part")));
    }

    private static boolean matches(HostState state, String filter) {
        String wanted = filter.toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                || state.mac().toString().contains(wanted)
                || state.mac().hyphenated().contains(wanted)
                || List.of(Facts.LABEL, Facts.ADDRESS, Facts.UUID, Facts.SERIAL).stream()
                        .map(name -> state.facts().getOrDefault(name, ""))
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static String summary(List<HostState> all, List<BootHostsPage.Row> rows) {
        long running = all.stream()
                .filter(state -> state.furthest().filter(Step.BOOTED::equals).isPresent())
                .count();
        long trouble = rows.stream().filter(row -> row.mood().equals("trouble")).count();
        return "%d %s, %d running, %d in trouble"
                .formatted(all.size(), all.size() == 1 ? "machine" : "machines", running, trouble);
    }

    private List<Diagnosis> examine(HostState state, Instant now) {
        return traces.of(state.mac()).map(trace -> Doctor.examine(trace, now)).orElse(List.of());
    }

    private AdminAnswer host(String name, Map<String, String> query) {
        int dot = name.indexOf('.');
        Optional<HostTrace> known =
                MacAddress.parse(dot < 0 ? name : name.substring(0, dot)).flatMap(traces::of);
        if (known.isEmpty()) {
            return AdminAnswer.failure(404, "no such machine is remembered; /hosts shows those that are");
        }
        HostTrace trace = known.get();
        Instant now = clock.instant();
        return switch (dot < 0 ? "" : name.substring(dot)) {
            case "" ->
                AdminAnswer.html(Templates.builtIn()
                        .render(HostView.page(trace, Doctor.examine(trace, now), now, query.containsKey("part"))));
            case ".json" -> AdminAnswer.json(HostDocument.of(trace, Doctor.examine(trace, now)));
            case ".pcap" ->
                AdminAnswer.of("application/vnd.tcpdump.pcap", capture(trace))
                        .with(
                                "Content-Disposition",
                                "attachment; filename=\"%s.pcap\""
                                        .formatted(trace.state().mac().hyphenated()));
            default -> nothing();
        };
    }

    private static byte[] capture(HostTrace trace) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(32 << 10);
        try {
            PcapWriter pcap = new PcapWriter(out);
            for (TracedPacket packet : trace.packets()) {
                pcap.udp(packet.time(), packet.from(), packet.to(), packet.payload(), packet.length());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static AdminAnswer page(BootHostsPage model) {
        return AdminAnswer.html(Templates.builtIn().render(model));
    }

    private static AdminAnswer asset(String name, String contentType) {
        try (InputStream in = AdminPages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in this jar");
            }
            return AdminAnswer.of(contentType, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
