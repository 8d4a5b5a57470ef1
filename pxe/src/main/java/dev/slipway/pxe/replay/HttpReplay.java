package dev.slipway.pxe.replay;

import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.pcap.Segment;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.Step;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The beginnings of TCP connections as steps: which file was asked for, what the answer was, whether it came whole.
final class HttpReplay {

    private static final int CONNECTIONS_MAX = 1024;
    private static final int TLS_ALERT = 0x15;
    private static final int ATTEMPTS_MIN = 3;

    private final CaptureReplay replay;
    private final Map<Ends, Exchange> exchanges = new LinkedHashMap<>();

    HttpReplay(CaptureReplay replay) {
        this.replay = replay;
    }

    private record Ends(InetSocketAddress client, InetSocketAddress server) {}

    private static final class Exchange {
        private final MacAddress mac;
        private int attempts;
        private boolean opened;
        private String file = "";
        private boolean head;
        private @Nullable HttpHead answer;
        private long bodyStart;
        private long received;

        Exchange(MacAddress mac) {
            this.mac = mac;
        }
    }

    void accept(Segment.Tcp tcp) {
        @Nullable Exchange asked = exchanges.get(new Ends(tcp.from(), tcp.to()));
        @Nullable Exchange answered = exchanges.get(new Ends(tcp.to(), tcp.from()));
        if (tcp.isSyn() && (tcp.flags() & 16) == 0) {
            opening(tcp, asked);
        } else if (asked != null) {
            client(tcp, asked);
        } else if (answered != null) {
            server(tcp, answered);
        }
    }

    private void opening(Segment.Tcp tcp, @Nullable Exchange known) {
        Ends ends = new Ends(tcp.from(), tcp.to());
        Optional<MacAddress> machine = replay.machine(tcp.from().getAddress(), tcp.sender());
        if (known == null && machine.isPresent()) {
            if (exchanges.size() >= CONNECTIONS_MAX) {
                exchanges.remove(exchanges.keySet().iterator().next());
            }
            exchanges.put(ends, new Exchange(machine.get()));
        } else if (known != null && ++known.attempts == ATTEMPTS_MIN && !known.opened) {
            unreachable(known, tcp.to(), "does not answer");
        }
    }

    private void unreachable(Exchange exchange, InetSocketAddress server, String what) {
        replay.tell(
                exchange.mac,
                Step.FAILURE,
                "%s port %d %s".formatted(server.getAddress().getHostAddress(), server.getPort(), what),
                Map.of(
                        Facts.PROTOCOL,
                        "http",
                        Facts.REASON,
                        Facts.REASON_UNREACHABLE,
                        Facts.SERVER,
                        server.getAddress().getHostAddress()));
    }

    private void client(Segment.Tcp tcp, Exchange exchange) {
        if (isAlert(tcp.payload())) {
            alert(tcp.payload(), exchange);
        } else if (tcp.length() > 0) {
            HttpHead.request(tcp.payload()).ifPresent(request -> {
                ended(exchange);
                exchange.file = request.target();
                exchange.head = request.isHead();
                exchange.answer = null;
            });
        } else if ((tcp.flags() & 5) != 0) {
            ended(exchange);
        }
    }

    private static boolean isAlert(byte[] payload) {
        return payload.length >= 7 && payload[0] == TLS_ALERT && payload[1] == 3 && payload[4] == 2;
    }

    private void alert(byte[] payload, Exchange exchange) {
        // An alert in clear comes before the keys are agreed; 0 says goodbye.
        if (payload[6] != 0 && payload[5] == 2) {
            replay.tell(
                    exchange.mac,
                    Step.FAILURE,
                    "TLS failed: the machine sent alert %d%s".formatted(payload[6] & 0xff, alertWords(payload[6])),
                    Map.of(Facts.PROTOCOL, "https", Facts.REASON, Facts.REASON_TLS));
        }
    }

    private static String alertWords(int number) {
        return switch (number) {
            case 40 -> " (no kind of encryption in common)";
            case 42 -> " (the certificate is bad)";
            case 43 -> " (this kind of certificate is not supported)";
            case 45 -> " (the certificate has expired, or the clock is wrong)";
            case 46 -> " (the certificate is not acceptable)";
            case 48 -> " (the authority behind the certificate is unknown)";
            case 70 -> " (no version of TLS in common)";
            default -> "";
        };
    }

    private void server(Segment.Tcp tcp, Exchange exchange) {
        if (tcp.isReset() && !exchange.opened) {
            unreachable(exchange, tcp.from(), "refuses the connection");
            exchanges.remove(new Ends(tcp.to(), tcp.from()));
            return;
        }
        exchange.opened = true;
        if (exchange.answer == null && tcp.length() > 0 && !exchange.file.isEmpty()) {
            HttpHead.answer(tcp.payload()).ifPresent(head -> {
                exchange.answer = head;
                exchange.bodyStart = (tcp.sequence() + head.bytes()) & 0xffff_ffffL;
                exchange.received = 0;
                status(exchange, head);
            });
        }
        @Nullable HttpHead answer = exchange.answer;
        if (answer != null) {
            long far = (tcp.sequence() + tcp.length() - exchange.bodyStart) & 0xffff_ffffL;
            // Connections longer than 4 GiB wrap; a retransmission of the head lies before the body.
            if (far < 0x8000_0000L || far < answer.length()) {
                exchange.received = Math.max(exchange.received, far);
            }
            if (exchange.received >= answer.length()) {
                complete(exchange, answer);
            } else if ((tcp.flags() & 5) != 0) {
                ended(exchange);
            }
        }
    }

    private void status(Exchange exchange, HttpHead head) {
        if (head.status() >= 300 && head.status() != 304) {
            replay.tell(
                    exchange.mac,
                    Step.FAILURE,
                    "is answered %d to '%s'".formatted(head.status(), exchange.file),
                    Map.of(
                            Facts.PROTOCOL,
                            "http",
                            Facts.FILE,
                            exchange.file,
                            Facts.ERROR,
                            String.valueOf(head.status()),
                            Facts.REASON,
                            reason(exchange.file, head.status())));
            exchange.file = "";
        }
    }

    private static String reason(String file, int status) {
        if (status == 404) {
            return Facts.REASON_NOT_FOUND;
        }
        boolean late = status == 403 || status == 410;
        return late && FetchedFile.step(file) == Step.USER_DATA_SENT ? Facts.REASON_EXPIRED : "status";
    }

    private void complete(Exchange exchange, HttpHead answer) {
        String file = exchange.file;
        exchange.file = "";
        exchange.answer = null;
        if (file.isEmpty() || exchange.head || !answer.reachesEnd()) {
            return;
        }
        replay.tell(
                exchange.mac,
                FetchedFile.step(file),
                "has '%s' (%d bytes) by HTTP".formatted(file, answer.length()),
                facts(file, answer, answer.length()));
    }

    private void ended(Exchange exchange) {
        @Nullable HttpHead answer = exchange.answer;
        if (answer != null && !exchange.file.isEmpty() && !exchange.head && exchange.received < answer.length()) {
            if (answer.length() == Long.MAX_VALUE) {
                // Nobody told the length: the end of the connection is the end of the file.
                complete(exchange, answer.of(exchange.received));
                return;
            }
            Map<String, String> facts = facts(exchange.file, answer, exchange.received);
            facts.put(Facts.REASON, Facts.REASON_CUT);
            replay.tell(
                    exchange.mac,
                    Step.FAILURE,
                    "'%s' ended after %d of %d bytes".formatted(exchange.file, exchange.received, answer.length()),
                    facts);
            exchange.file = "";
        }
    }

    private static Map<String, String> facts(String file, HttpHead answer, long bytes) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(Facts.PROTOCOL, "http");
        facts.put(Facts.FILE, file);
        facts.put(Facts.BYTES, String.valueOf(bytes));
        facts.put(Facts.SIZE, String.valueOf(answer.length()));
        return facts;
    }

    void end() {
        exchanges.clear();
    }
}
