package dev.slipway.pxe.tftp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.publish.PublishedFile;
import dev.slipway.pxe.publish.PublishedFiles;
import dev.slipway.pxe.socket.RouteProbe;
import dev.slipway.pxe.tftp.Outbox.Route;
import dev.slipway.pxe.trace.TraceSink;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;

/// Decides on requests: what is asked for, whether it is there, and how it will be sent. To be used by one thread.
final class RequestDesk {

    /// The headers of IPv4, UDP and TFTP.
    private static final int HEADERS_BYTES = 32;

    private static final int MAC_TEXT_LENGTH = 17;
    private static final int ERROR_TEXT_MAX = 200;

    private final TftpOptions options;
    private final PublishedFiles files;
    private final TraceSink trace;
    private final TransferNews news;
    private final TftpCounters counters;
    private final Outbox outbox;
    private final RouteProbe probe;

    RequestDesk(
            TftpOptions options,
            PublishedFiles files,
            TraceSink trace,
            TransferNews news,
            TftpCounters counters,
            Outbox outbox,
            RouteProbe probe) {
        this.options = options;
        this.files = files;
        this.trace = trace;
        this.news = news;
        this.counters = counters;
        this.outbox = outbox;
        this.probe = probe;
    }

    /// What a name means.
    private record Wanted(Optional<MacAddress> mac, String name) {}

    /// Reads a request, or refuses it.
    Optional<TftpRequest> read(byte[] packet, Route from) {
        try {
            return Optional.of(TftpRequest.decode(packet));
        } catch (MalformedRequestException e) {
            refuse(from, hostAt(from), Refusal.MALFORMED, e.why());
            return Optional.empty();
        }
    }

    /// Begins a transfer, or refuses it.
    ///
    /// @param from where the request came from, and was sent to
    /// @param data the way that the file takes
    Optional<Transfer> begin(TftpRequest request, byte[] packet, Route from, Route data, long now) {
        Wanted wanted = wanted(request.name());
        Inet4Address client = Ipv4.toInetAddress(from.address());
        wanted.mac().ifPresent(mac -> trace.located(mac, client));
        Optional<MacAddress> mac = wanted.mac().or(() -> trace.hostAt(client));
        mac.ifPresent(known -> record(known, from, packet, true));
        if (request.write()) {
            return refuse(from, mac, Refusal.WRITE, quoted(request) + " cannot be written: this server only reads");
        }
        if (!request.mode().equals("octet")) {
            return refuse(
                    from,
                    mac,
                    Refusal.MODE,
                    "mode %s is not served, as it would change the bytes of %s: use octet (binary)"
                            .formatted(TransferNews.bounded(request.mode()), quoted(request)));
        }
        if (isTraversal(wanted.name())) {
            return refuse(from, mac, Refusal.TRAVERSAL, quoted(request) + " leads out of what is published");
        }
        Optional<PublishedFile> file = files.find(wanted.name(), client);
        if (file.isEmpty()) {
            return refuse(from, mac, Refusal.NOT_FOUND, quoted(request) + " is not published");
        }
        return Optional.of(transfer(request, file.get(), mac, data, now));
    }

    private Transfer transfer(TftpRequest request, PublishedFile file, Optional<MacAddress> mac, Route data, long now) {
        int blockSizeOfPath = probe.mtuTo(data.address()) - HEADERS_BYTES;
        long size = file.content().size();
        Negotiation agreed = Negotiation.of(
                request,
                size,
                Math.min(options.blockSizeMax(), blockSizeOfPath),
                options.windowMax(),
                (int) options.patience().toSeconds() / 2);
        boolean answersOptions = !agreed.answer().isEmpty();
        byte[] answer = answersOptions ? agreed.encodeAnswer() : new byte[0];
        SendWindow window = new SendWindow(
                size,
                agreed.blockSize(),
                agreed.windowSize(),
                answersOptions,
                new RetransmissionTimer(options.timeout(), agreed.timeoutSeconds()),
                now);
        boolean unfragmented = agreed.blockSize() <= blockSizeOfPath;
        Transfer transfer = new Transfer(data, mac, file, request, answer, window, unfragmented, now);
        news.begins(transfer, agreed);
        if (answersOptions) {
            mac.ifPresent(known -> record(known, data, answer, false));
        }
        return transfer;
    }

    /// Tells the client that its request is not served, and the one who reads the trace.
    Optional<Transfer> refuse(Route from, Optional<MacAddress> mac, Refusal reason, String why) {
        counters.refuse(reason);
        news.refused(from.address(), mac, reason, why);
        byte[] packet = error(reason.code(), why);
        outbox.send(from, packet);
        mac.ifPresent(known -> record(known, from, packet, false));
        return Optional.empty();
    }

    /// There are too many transfers. The client hears nothing and asks again, where an error would end its boot.
    void putOff(Route from) {
        counters.refuse(Refusal.BUSY);
        news.refused(
                from.address(), hostAt(from), Refusal.BUSY, "there are as many transfers as allowed; it may ask again");
    }

    Optional<MacAddress> hostAt(Route from) {
        return trace.hostAt(Ipv4.toInetAddress(from.address()));
    }

    /// An error packet (RFC 1350, figure 5-4).
    static byte[] error(ErrorCode code, String words) {
        String bounded = words.length() <= ERROR_TEXT_MAX ? words : words.substring(0, ERROR_TEXT_MAX);
        byte[] text = bounded.getBytes(US_ASCII);
        byte[] packet = Arrays.copyOf(new byte[] {0, 5, 0, (byte) code.number()}, 4 + text.length + 1);
        System.arraycopy(text, 0, packet, 4, text.length);
        return packet;
    }

    private void record(MacAddress mac, Route route, byte[] payload, boolean received) {
        InetSocketAddress client = new InetSocketAddress(Ipv4.toInetAddress(route.address()), route.port());
        InetSocketAddress server = new InetSocketAddress(
                Ipv4.toInetAddress(route.localAddress()), route.socket().localPort());
        trace.packet(mac, received ? client : server, received ? server : client, payload.clone());
    }

    /// Firmwares put slashes in front of names, or backslashes into them. Our own names may begin with a machine.
    private static Wanted wanted(String asked) {
        String name = asked.replace('\\', '/');
        int start = 0;
        while (start < name.length() && name.charAt(start) == '/') {
            start++;
        }
        name = name.substring(start);
        int slash = name.indexOf('/');
        if (slash == MAC_TEXT_LENGTH && name.charAt(2) == '-') {
            Optional<MacAddress> mac = MacAddress.parse(name.substring(0, slash));
            if (mac.isPresent()) {
                return new Wanted(mac, name.substring(slash + 1));
            }
        }
        return new Wanted(Optional.empty(), name);
    }

    private static boolean isTraversal(String name) {
        for (int at = name.indexOf(".."); at >= 0; at = name.indexOf("..", at + 1)) {
            boolean begins = at == 0 || name.charAt(at - 1) == '/';
            boolean ends = at + 2 == name.length() || name.charAt(at + 2) == '/';
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    private static String quoted(TftpRequest request) {
        return "\"" + TransferNews.bounded(request.name()) + "\"";
    }
}
