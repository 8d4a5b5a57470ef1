package dev.slipway.pxe.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.metrics.BootMetrics;
import dev.slipway.pxe.pcap.Capture;
import dev.slipway.pxe.pcap.Frame;
import dev.slipway.pxe.pcap.FrameDecoder;
import dev.slipway.pxe.pcap.Segment;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.HostTrace;
import dev.slipway.pxe.trace.Step;
import dev.slipway.pxe.trace.TraceLimits;
import dev.slipway.pxe.trace.Traces;
import dev.slipway.pxe.trace.json.TraceJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminPagesTests {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final MacAddress MAC = MacAddress.parse("52:54:00:00:00:01").orElseThrow();
    private static final String EVIL = "<script>alert(1)</script>\"'&\u001b[0m";

    private final Traces traces = new Traces(TraceLimits.standard(), () -> NOW);
    private Optional<String> complaint = Optional.empty();
    private final AdminPages pages = new AdminPages(traces, new BootMetrics("test"), () -> NOW, () -> complaint);

    @Test
    void showsMachinesAndEscapesWhatTheyTell() {
        tell(Step.DISCOVER, EVIL, Map.of(Facts.LABEL, EVIL, Facts.ARCHITECTURE, EVIL, Facts.CLIENT, "uefi"));
        for (String path : List.of("/hosts", "/hosts/52-54-00-00-00-01")) {
            for (Map<String, String> query : List.of(Map.<String, String>of(), Map.of("part", "live"))) {
                AdminAnswer answer = pages.answer(path, query);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(text(answer))
                        .contains("&lt;script&gt;alert(1)")
                        .doesNotContain("<script>")
                        .doesNotContain("\u001b");
                assertThat(answer.headers().get("Content-Security-Policy"))
                        .contains("default-src 'none'")
                        .doesNotContain("unsafe");
            }
        }
        assertThat(text(pages.answer("/hosts", Map.of("q", EVIL)))).doesNotContain("<script>alert");
    }

    @Test
    void looksForNamesAndCards() {
        tell(Step.DISCOVER, "asks", Map.of(Facts.LABEL, "Harbour-17"));
        assertThat(text(pages.answer("/hosts", Map.of("q", "harbour")))).contains("Harbour-17");
        assertThat(text(pages.answer("/hosts", Map.of("q", "52-54-00-00")))).contains("Harbour-17");
        assertThat(text(pages.answer("/hosts", Map.of("q", "elsewhere"))))
                .doesNotContain("Harbour-17")
                .contains("No machine matches");
    }

    @Test
    void tellsProgramsTheSame() {
        tell(Step.DISCOVER, "asks", Map.of(Facts.CLIENT, "uefi"));
        tell(Step.KERNEL_SENT, "has its kernel", Map.of(Facts.FILE, "vmlinuz"));
        HostTrace trace = traces.of(MAC).orElseThrow();
        assertThat(TraceJson.readHosts(pages.answer("/hosts.json", Map.of()).body()))
                .isEqualTo(traces.hosts());
        HostTrace read = TraceJson.readHost(
                pages.answer("/hosts/52-54-00-00-00-01.json", Map.of()).body());
        assertThat(read.events()).isEqualTo(trace.events());
        assertThat(read.state()).isEqualTo(trace.state());
    }

    @Test
    void givesACaptureOfWhatWasSaid() throws IOException {
        InetSocketAddress client = new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 68);
        InetSocketAddress server = new InetSocketAddress(InetAddress.getByName("255.255.255.255"), 67);
        traces.packet(MAC, client, server, new byte[] {1, 2, 3});
        AdminAnswer answer = pages.answer("/hosts/52-54-00-00-00-01.pcap", Map.of());
        List<Frame> frames = new ArrayList<>();
        Capture.read(new ByteArrayInputStream(answer.body()), frames::add);
        Segment segment = FrameDecoder.decode(frames.getFirst()).orElseThrow();
        assertThat(frames).hasSize(1);
        assertThat(frames.getFirst().time()).isEqualTo(NOW);
        assertThat(segment.from()).isEqualTo(client);
        assertThat(segment.to()).isEqualTo(server);
        assertThat(segment.payload()).containsExactly(1, 2, 3);
        assertThat(answer.headers().get("Content-Disposition"))
                .isEqualTo("attachment; filename=\"52-54-00-00-00-01.pcap\"");
    }

    @Test
    void tellsWhetherTheServerIsWell() {
        assertThat(pages.answer("/healthz", Map.of()).status()).isEqualTo(200);
        complaint = Optional.of("the lease file cannot be written");
        assertThat(pages.answer("/healthz", Map.of()).status()).isEqualTo(503);
        assertThat(text(pages.answer("/healthz", Map.of()))).isEqualTo("the lease file cannot be written\n");
        assertThat(text(pages.answer("/metrics", Map.of()))).contains("slipway_pxe_build_info");
        assertThat(pages.answer("/", Map.of()).headers()).containsEntry("Location", "/hosts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/nothing",
                "/hosts/",
                "/hosts/x",
                "/hosts/52-54-00-00-00-09",
                "/hosts/52-54-00-00-00-01.exe",
                "/assets/../live.css",
                "/hosts/52-54-00-00-00-01.json/..",
                "/assets/AdminPages.class"
            })
    void hasNothingElse(String path) {
        tell(Step.DISCOVER, "asks", Map.of());
        assertThat(pages.answer(path, Map.of()).status()).isEqualTo(404);
    }

    private void tell(Step step, String text, Map<String, String> facts) {
        traces.tell(new HostEvent(NOW, MAC, step, text, facts));
    }

    private static String text(AdminAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
