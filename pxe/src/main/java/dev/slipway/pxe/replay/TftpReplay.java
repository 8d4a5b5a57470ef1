package dev.slipway.pxe.replay;

import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.pcap.Segment;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.Step;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// TFTP (RFC 1350, 2347 to 2349, 7440) as steps. A transfer is known by the client's end: the server's may change.
final class TftpReplay {

    private static final int PORT = 69;
    private static final int READ_REQUEST = 1;
    private static final int DATA = 3;
    private static final int ACK = 4;
    private static final int ERROR = 5;
    private static final int OPTION_ACK = 6;
    private static final int ERROR_NOT_FOUND = 1;
    private static final int WORDS_MAX = 32;
    private static final int TRANSFERS_MAX = 1024;

    /// A client whose last word is so old has given up.
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final CaptureReplay replay;
    private final Map<InetSocketAddress, Transfer> transfers = new LinkedHashMap<>();

    TftpReplay(CaptureReplay replay) {
        this.replay = replay;
    }

    private static final class Transfer {
        private final MacAddress mac;
        private final String file;
        private String server;
        private int blockBytes = 512;
        private String size = "";
        private long acknowledged;
        private int lastAcknowledged;
        private int finalBlock = -1;
        private int finalBytes;
        private boolean data;
        private Instant last;

        Transfer(MacAddress mac, String file, String server, Instant now) {
            this.mac = mac;
            this.file = file;
            this.server = server;
            last = now;
        }

        Map<String, String> facts() {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put(Facts.PROTOCOL, "tftp");
            facts.put(Facts.FILE, file);
            facts.put(Facts.SERVER, server);
            facts.put(Facts.SIZE, size);
            facts.put(Facts.BLOCK_SIZE, String.valueOf(blockBytes));
            facts.put(Facts.BLOCK, String.valueOf(acknowledged));
            return facts;
        }
    }

    void accept(Segment.Udp udp) {
        if (udp.payload().length < 4) {
            return;
        }
        ByteBuffer message = ByteBuffer.wrap(udp.payload());
        int operation = message.getShort(0) & 0xffff;
        if (udp.to().getPort() == PORT && operation == READ_REQUEST) {
            request(udp);
            return;
        }
        Transfer fromClient = transfers.get(udp.from());
        Transfer toClient = transfers.get(udp.to());
        if (fromClient != null) {
            client(udp, operation, message.getShort(2) & 0xffff, fromClient);
        } else if (toClient != null) {
            server(udp, operation, message.getShort(2) & 0xffff, toClient);
        }
    }

    private void request(Segment.Udp udp) {
        List<String> words = words(udp.payload());
        @Nullable Transfer known = transfers.get(udp.from());
        Optional<MacAddress> machine = replay.machine(udp.from().getAddress(), udp.sender());
        if (words.isEmpty() || machine.isEmpty() || (known != null && known.file.equals(words.getFirst()))) {
            return;
        }
        if (transfers.size() >= TRANSFERS_MAX) {
            transfers.remove(transfers.keySet().iterator().next());
        }
        String server = udp.to().getAddress().getHostAddress();
        Transfer transfer = new Transfer(machine.get(), words.getFirst(), server, replay.now());
        transfers.put(udp.from(), transfer);
        replay.packet(transfer.mac, udp);
        Map<String, String> facts = transfer.facts();
        option(words, "blksize").ifPresent(bytes -> facts.put(Facts.BLOCK_SIZE, bytes));
        replay.tell(
                transfer.mac, Step.LOADER_REQUEST, "asks %s for '%s' by TFTP".formatted(server, transfer.file), facts);
    }

    private void server(Segment.Udp udp, int operation, int number, Transfer transfer) {
        transfer.server = udp.from().getAddress().getHostAddress();
        switch (operation) {
            case OPTION_ACK -> {
                List<String> words = words(udp.payload());
                option(words, "blksize")
                        .filter(text -> text.matches("[0-9]{1,5}"))
                        .ifPresent(bytes -> transfer.blockBytes = Integer.parseInt(bytes));
                option(words, "tsize")
                        .filter(text -> text.matches("[0-9]{1,18}"))
                        .ifPresent(bytes -> transfer.size = bytes);
            }
            case DATA -> {
                transfer.data = true;
                int bytes = udp.length() - 4;
                if (bytes < transfer.blockBytes) {
                    transfer.finalBlock = number;
                    transfer.finalBytes = Math.max(0, bytes);
                }
            }
            case ERROR -> {
                transfers.remove(udp.to());
                replay.packet(transfer.mac, udp);
                Map<String, String> facts = transfer.facts();
                facts.put(Facts.ERROR, String.valueOf(number));
                facts.put(Facts.REASON, number == ERROR_NOT_FOUND ? Facts.REASON_NOT_FOUND : "error");
                replay.tell(
                        transfer.mac,
                        Step.FAILURE,
                        "%s refuses '%s' by TFTP: error %d, %s"
                                .formatted(transfer.server, transfer.file, number, text(udp.payload())),
                        facts);
            }
            default -> {
                // Nothing that a server says.
            }
        }
    }

    private void client(Segment.Udp udp, int operation, int number, Transfer transfer) {
        transfer.last = replay.now();
        if (operation == ACK) {
            int further = (number - transfer.lastAcknowledged) & 0xffff;
            if (further < 0x8000) {
                transfer.acknowledged += further;
                transfer.lastAcknowledged = number;
            }
            if (number == transfer.finalBlock && transfer.acknowledged > 0) {
                transfers.remove(udp.from());
                sent(transfer);
            }
        } else if (operation == ERROR) {
            transfers.remove(udp.from());
            replay.packet(transfer.mac, udp);
            aborted(transfer, number, text(udp.payload()));
        }
    }

    private void sent(Transfer transfer) {
        long bytes = (transfer.acknowledged - 1) * transfer.blockBytes + transfer.finalBytes;
        Map<String, String> facts = transfer.facts();
        facts.put(Facts.BYTES, String.valueOf(bytes));
        replay.tell(
                transfer.mac,
                FetchedFile.step(transfer.file),
                "has '%s' (%d bytes) by TFTP".formatted(transfer.file, bytes),
                facts);
    }

    private void aborted(Transfer transfer, int number, String words) {
        Map<String, String> facts = transfer.facts();
        facts.put(Facts.ERROR, String.valueOf(number));
        if (transfer.acknowledged == 0) {
            facts.put(Facts.REASON, Facts.REASON_PROBE);
            replay.tell(
                    transfer.mac, Step.LOADER_REQUEST, "asked only how large '%s' is".formatted(transfer.file), facts);
            return;
        }
        facts.put(Facts.REASON, Facts.REASON_CUT);
        replay.tell(
                transfer.mac,
                Step.FAILURE,
                "broke '%s' off after block %d: error %d, %s"
                        .formatted(transfer.file, transfer.acknowledged, number, words),
                facts);
    }

    /// The machine begins something else: what it was fetching has failed.
    void abandon(MacAddress mac) {
        List<Map.Entry<InetSocketAddress, Transfer>> old = new ArrayList<>();
        for (Map.Entry<InetSocketAddress, Transfer> each : transfers.entrySet()) {
            boolean silent =
                    Duration.between(each.getValue().last, replay.now()).compareTo(SILENCE) >= 0;
            if (each.getValue().mac.equals(mac) && silent) {
                old.add(each);
            }
        }
        for (Map.Entry<InetSocketAddress, Transfer> each : old) {
            transfers.remove(each.getKey());
            stalled(each.getValue());
        }
    }

    void end() {
        transfers.values().stream()
                .map(transfer -> transfer.mac)
                .distinct()
                .toList()
                .forEach(this::abandon);
    }

    private void stalled(Transfer transfer) {
        Map<String, String> facts = transfer.facts();
        facts.put(Facts.REASON, Facts.REASON_STALLED);
        String heard = transfer.data ? "data was sent" : "nothing was sent to it";
        replay.tell(
                transfer.mac,
                Step.FAILURE,
                "fell silent after block %d of '%s' (blocks of %d bytes; %s)"
                        .formatted(transfer.acknowledged, transfer.file, transfer.blockBytes, heard),
                facts);
    }

    /// The strings of a request or of options, which end with a zero each.
    private static List<String> words(byte[] payload) {
        List<String> words = new ArrayList<>();
        int start = 2;
        for (int i = 2; i < payload.length && words.size() < WORDS_MAX; i++) {
            if (payload[i] == 0) {
                words.add(new String(payload, start, i - start, StandardCharsets.ISO_8859_1));
                start = i + 1;
            }
        }
        return words;
    }

    private static Optional<String> option(List<String> words, String name) {
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(words.get(i + 1));
            }
        }
        return Optional.empty();
    }

    private static String text(byte[] payload) {
        int end = 4;
        while (end < payload.length && payload[end] != 0) {
            end++;
        }
        return new String(payload, 4, end - 4, StandardCharsets.ISO_8859_1);
    }
}
