package dev.slipway.pxe.tftp;

import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import dev.slipway.pxe.trace.TraceSink;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells in words what happens to requests and transfers: to the trace where the machine is known, to the log where it
/// is not. So many a second; what is more is only counted, as anybody on the network may cause it.
final class TransferNews {

    /// Of requests that anybody may send under any address.
    private static final int REFUSALS_PER_SECOND_MAX = 100;
    /// Of transfers, of which a thousand machines that boot at once have two each.
    private static final int NEWS_PER_SECOND_MAX = 4000;

    private static final int TEXT_MAX = 160;

    private final TraceSink trace;
    private final Consumer<String> log;
    private final Budget refusals = new Budget(REFUSALS_PER_SECOND_MAX);
    private final Budget transfers = new Budget(NEWS_PER_SECOND_MAX);

    TransferNews(TraceSink trace, Consumer<String> log) {
        this.trace = trace;
        this.log = log;
    }

    void begins(Transfer transfer, Negotiation agreed) {
        String text = "asks for %s (%,d bytes) by TFTP: blocks of %,d bytes, %s"
                .formatted(
                        transfer.file().name(),
                        transfer.file().content().size(),
                        agreed.blockSize(),
                        agreed.windowSize() == 1 ? "one at a time" : "windows of " + agreed.windowSize());
        tell(transfer, Step.LOADER_REQUEST, text, Map.of());
    }

    void completed(Transfer transfer, long now, boolean lastAcknowledged) {
        Duration time = Duration.ofNanos(now - transfer.startedAt());
        String text = "has %s by TFTP: %,d bytes in %s s%s"
                .formatted(
                        transfer.file().name(),
                        transfer.file().content().size(),
                        seconds(time),
                        lastAcknowledged ? "" : "; it did not acknowledge the last block");
        tell(transfer, transfer.file().sent(), text, Map.of("seconds", seconds(time)));
    }

    /// The client sends nothing more.
    void silent(Transfer transfer) {
        SendWindow window = transfer.window();
        String name = transfer.file().name();
        long last = window.acknowledged();
        String text;
        if (last < 0) {
            text =
                    "never answered the options of %s: is something on the way that lets requests through and no answers?"
                            .formatted(name);
        } else if (last < 2 && window.blockSize() > Negotiation.BLOCK_SIZE) {
            text = ("stopped acknowledging %s after block %,d of %,d: blocks of %,d bytes do not arrive; is there a"
                            + " smaller MTU on the way?")
                    .formatted(name, last, window.blocks(), window.blockSize());
        } else {
            text =
                    "stopped acknowledging %s after block %,d of %,d: is there a smaller MTU on the way, or did it restart?"
                            .formatted(name, last, window.blocks());
        }
        String block = Long.toString(Math.max(0, last));
        tell(transfer, Step.FAILURE, text, Map.of(Facts.REASON, Facts.REASON_STALLED, Facts.BLOCK, block));
    }

    /// The client says that it does not want more.
    void gaveUp(Transfer transfer, int code, String words) {
        String text = "gave up %s after block %,d of %,d: error %d, %s"
                .formatted(
                        transfer.file().name(),
                        transfer.window().acknowledged(),
                        transfer.window().blocks(),
                        code,
                        words.isEmpty() ? "without a word" : "\"" + words + "\"");
        Map<String, String> facts = Map.of(
                Facts.REASON, Facts.REASON_CUT,
                Facts.ERROR, Integer.toString(code),
                Facts.BLOCK, Long.toString(Math.max(0, transfer.window().acknowledged())));
        tell(transfer, Step.FAILURE, text, facts);
    }

    void restarted(Transfer transfer) {
        String text = "asks anew from the same port: it gave up %s after block %,d of %,d without a word"
                .formatted(
                        transfer.file().name(),
                        transfer.window().acknowledged(),
                        transfer.window().blocks());
        tell(transfer, Step.FAILURE, text, Map.of());
    }

    void unreadable(Transfer transfer, Exception why) {
        String text =
                "cannot be sent %s: %s".formatted(transfer.file().name(), bounded(String.valueOf(why.getMessage())));
        tell(transfer, Step.FAILURE, text, Map.of());
    }

    void refused(int address, Optional<MacAddress> mac, Refusal reason, String why) {
        String word = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Map<String, String> facts = Map.of(Facts.REASON, word, Facts.PROTOCOL, "tftp");
        if (refusals.allows()) {
            tell(address, mac, Step.FAILURE, "was refused by TFTP: " + bounded(why), facts);
        }
    }

    private void tell(Transfer transfer, Step step, String text, Map<String, String> more) {
        Map<String, String> facts = new HashMap<>(more);
        facts.put(Facts.PROTOCOL, "tftp");
        facts.put(Facts.FILE, bounded(transfer.file().name()));
        facts.put(Facts.SIZE, Long.toString(transfer.file().content().size()));
        facts.put(Facts.BLOCK_SIZE, Integer.toString(transfer.window().blockSize()));
        facts.put("windowsize", Integer.toString(transfer.window().windowSize()));
        if (transfers.allows()) {
            tell(transfer.route().address(), transfer.mac(), step, text, facts);
        }
    }

    private void tell(int address, Optional<MacAddress> mac, Step step, String text, Map<String, String> facts) {
        if (mac.isEmpty()) {
            log.accept("%s %s".formatted(Ipv4.text(address), text));
            return;
        }
        Map<String, String> all = new HashMap<>(facts);
        all.put(Facts.ADDRESS, Ipv4.text(address));
        trace.tell(new HostEvent(Instant.now(), mac.get(), step, text, all));
    }

    /// So much a second.
    private static final class Budget {
        private final int perSecond;
        private long second;
        private int spent;

        Budget(int perSecond) {
            this.perSecond = perSecond;
        }

        boolean allows() {
            long now = System.nanoTime() / 1_000_000_000;
            if (now != second) {
                second = now;
                spent = 0;
            }
            return ++spent <= perSecond;
        }
    }

    /// A text from the network, short and printable.
    static String bounded(String text) {
        String cut = text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "...";
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f", time.toNanos() / 1e9);
    }
}
