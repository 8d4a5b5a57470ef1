package dev.slipway.pxe.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import dev.slipway.pxe.trace.TraceLimits;
import dev.slipway.pxe.trace.Traces;
import dev.slipway.pxe.trace.json.TraceJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The captures beside this test were taken of real firmware: QEMU's OVMF, and the iPXE of its network card, with
/// dnsmasq set up wrongly in one way each; README.md there tells how.
class DoctorTests {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "silence | unanswered | certain",
                "proxy-only | no-address | likely",
                "address-only | offer-not-taken | certain",
                "no-tftp | loader-not-asked | likely",
                "not-found | not-found | certain",
                "secure-boot | loader-refused | likely",
                "no-http | script-not-asked | likely",
                "loop | loader-loop | certain",
            })
    void findsWhatIsWrongInCapturesOfRealFirmware(String capture, String rule, String confidence)
            throws URISyntaxException {
        DoctorReport report = Doctor.ofPcap(fixture(capture), Optional.empty());
        assertThat(report.hosts()).hasSize(1);
        Diagnosis first = report.hosts().getFirst().diagnoses().getFirst();
        assertThat(first.rule()).isEqualTo(rule);
        assertThat(first.confidence())
                .isEqualTo(Diagnosis.Confidence.valueOf(confidence.toUpperCase(java.util.Locale.ROOT)));
        assertThat(report.hosts().getFirst().diagnoses().stream()
                        .filter(diagnosis -> diagnosis.kind() == Diagnosis.Kind.TROUBLE))
                .hasSize(1);
        assertThat(report.isTrouble()).isTrue();
    }

    @Test
    void tellsOfAMachineThatWasNotHeardAtAll() throws URISyntaxException {
        MacAddress silent = MacAddress.parse("52:54:00:ff:ff:ff").orElseThrow();
        DoctorReport report = Doctor.ofPcap(fixture("silence"), Optional.of(silent));
        assertThat(report.hosts().getFirst().diagnoses())
                .extracting(Diagnosis::rule)
                .containsExactly("nothing-heard");
    }

    @Test
    void writesLinesThatFitTheTerminal() throws URISyntaxException {
        String text = DoctorText.of(Doctor.ofPcap(fixture("no-tftp"), Optional.empty()), 80);
        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
        assertThat(text)
                .contains("52:54:00:00:70:08")
                .contains("trouble (likely): ")
                .contains("(3 times, until 20 s")
                .contains("1. See that a firewall lets UDP port 69 in");
    }

    @Test
    void asksABootServer() throws IOException {
        Traces traces = new Traces(TraceLimits.standard(), () -> NOW);
        traces.tell(new HostEvent(NOW.minusSeconds(90), Story.MAC, Step.DISCOVER, "asks", Map.of("client", "uefi")));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String body = switch (path) {
                case "/hosts.json" -> TraceJson.ofHosts(traces.hosts());
                case "/hosts/52-54-00-00-00-01.json" ->
                    TraceJson.of(traces.of(Story.MAC).orElseThrow()).toString();
                default -> "";
            };
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(bytes.length == 0 ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
            try (exchange) {
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            assertThat(rules(Doctor.ofServer(address, Optional.empty(), () -> NOW)))
                    .isEqualTo("unanswered");
            assertThat(rules(Doctor.ofServer(address, Optional.of(Story.MAC), () -> NOW)))
                    .isEqualTo("unanswered");
            assertThat(rules(Doctor.ofServer(address, MacAddress.parse("52:54:00:00:00:02"), () -> NOW)))
                    .isEqualTo("nothing-heard");
        } finally {
            server.stop(0);
        }
    }

    private static String rules(DoctorReport report) {
        return report.hosts().getFirst().diagnoses().getFirst().rule();
    }

    @Test
    void saysWhatCannotBeRead(@TempDir Path directory) throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "not a capture");
        assertThatThrownBy(() -> Doctor.ofPcap(text, Optional.empty()))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().kind()).isEqualTo(Problem.Kind.INPUT);
                    assertThat(e.problem().fix().orElseThrow()).contains("pcapng");
                });
        assertThatThrownBy(() -> Doctor.ofPcap(directory.resolve("none"), Optional.empty()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("file.missing"));
        assertThatThrownBy(() -> Doctor.ofServer(URI.create("http://127.0.0.1:1"), Optional.empty(), () -> NOW))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().kind()).isEqualTo(Problem.Kind.ENVIRONMENT));
    }

    private static Path fixture(String name) throws URISyntaxException {
        return Path.of(java.util.Objects.requireNonNull(DoctorTests.class.getResource(name + ".pcap.gz"))
                .toURI());
    }
}
