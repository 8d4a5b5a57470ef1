package dev.slipway.pxe.server;

import dev.slipway.pxe.dhcpserver.DhcpServer;
import dev.slipway.pxe.http.HttpCounts;
import dev.slipway.pxe.metrics.BootMetrics;
import dev.slipway.pxe.tftp.Refusal;
import dev.slipway.pxe.tftp.TftpCounters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Shows administrators what the protocols counted.
record ServerCounts(BootMetrics metrics) {

    void tftp(TftpCounters tftp) {
        metrics.counter("tftp_transfers", "TFTP transfers that were begun.", tftp::started);
        metrics.counter("tftp_completed_transfers", "TFTP transfers that were completed.", tftp::completed);
        metrics.counter("tftp_failed_transfers", "TFTP transfers that broke off.", tftp::failed);
        metrics.counter("tftp_sent_bytes", "Bytes that were sent by TFTP, repetitions included.", tftp::bytes);
        metrics.counter("tftp_retransmissions", "TFTP windows that were sent again.", tftp::retransmissions);
        metrics.gauge("tftp_active_transfers", "TFTP transfers at this moment.", tftp::active);
        metrics.counters(
                "tftp_refused",
                "TFTP requests that were refused, by reason.",
                List.of("reason"),
                () -> Arrays.stream(Refusal.values())
                        .collect(Collectors.toMap(
                                reason -> List.of(reason.name().toLowerCase(Locale.ROOT)), tftp::refused)));
    }

    void http(HttpCounts http) {
        metrics.gauge("http_connections", "Open HTTP connections.", http::openConnections);
        metrics.counter("http_accepted_connections", "HTTP connections that were served.", http::acceptedConnections);
        metrics.counter("http_content_bytes", "Bytes of contents that went out by HTTP.", http::bytesSent);
        metrics.counter("http_broken_answers", "HTTP answers that broke off.", http::brokenOffAnswers);
    }

    void dhcp(DhcpServer dhcp) {
        metrics.counters(
                "dhcp_datagrams",
                "DHCP datagrams, by what became of them.",
                List.of("outcome"),
                () -> List.of("received", "malformed", "sent", "failed").stream()
                        .collect(Collectors.toMap(
                                List::of, outcome -> count(dhcp).apply(outcome))));
    }

    private static Function<String, Long> count(DhcpServer dhcp) {
        return outcome -> switch (outcome) {
            case "received" -> dhcp.counters().received();
            case "malformed" -> dhcp.counters().malformed();
            case "sent" -> dhcp.counters().sent();
            default -> dhcp.counters().failures() + dhcp.counters().journalFailures();
        };
    }
}
