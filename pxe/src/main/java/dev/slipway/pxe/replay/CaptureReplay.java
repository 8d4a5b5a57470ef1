package dev.slipway.pxe.replay;

import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.pcap.Capture;
import dev.slipway.pxe.pcap.Frame;
import dev.slipway.pxe.pcap.FrameDecoder;
import dev.slipway.pxe.pcap.Segment;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.OneLine;
import dev.slipway.pxe.trace.Step;
import dev.slipway.pxe.trace.TraceLimits;
import dev.slipway.pxe.trace.Traces;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Plays a capture back into traces, as if the boot server had seen it all: DHCP, TFTP, and the beginnings of HTTP.
public final class CaptureReplay {

    private static final TraceLimits LIMITS =
            new TraceLimits(1024, 1000, 200, 128 << 10, 1500, 8192, Duration.ofDays(2));
    private static final int FACT_MAX = 255;

    private final Traces traces = new Traces(LIMITS, this::now);
    private final TftpReplay tftp = new TftpReplay(this);
    private final DhcpReplay dhcp = new DhcpReplay(this);
    private final Dhcp6Replay dhcp6 = new Dhcp6Replay(this);
    private final HttpReplay http = new HttpReplay(this);
    private Instant now = Instant.EPOCH;
    private long frames;
    private long unknown;

    private CaptureReplay() {}

    /// What a capture told.
    ///
    /// @param traces of the machines in it
    /// @param end the time of its last frame
    /// @param frames how many there are
    /// @param unknown how many are of a kind of link that is not understood
    public record Replayed(Traces traces, Instant end, long frames, long unknown) {}

    /// Plays a capture.
    ///
    /// @throws dev.slipway.pxe.pcap.MalformedCaptureException where it is no capture, or a damaged one
    public static Replayed of(InputStream capture) throws IOException {
        CaptureReplay replay = new CaptureReplay();
        Capture.read(capture, replay::accept);
        replay.tftp.end();
        replay.http.end();
        return new Replayed(replay.traces, replay.now, replay.frames, replay.unknown);
    }

    private void accept(Frame frame) {
        frames++;
        if (!FrameDecoder.knows(frame.linkType())) {
            unknown++;
            return;
        }
        // Frames of several cards are not always in order.
        now = frame.time().isAfter(now) ? frame.time() : now;
        FrameDecoder.decode(frame).ifPresent(this::accept);
    }

    private void accept(Segment segment) {
        switch (segment) {
            case Segment.Udp udp -> accept(udp);
            case Segment.Tcp tcp -> http.accept(tcp);
        }
    }

    private void accept(Segment.Udp udp) {
        int from = udp.from().getPort();
        int to = udp.to().getPort();
        if ((isDhcp(from) && isDhcp(to)) || from == 4011 || to == 4011) {
            dhcp.accept(udp);
        } else if ((from == 546 || from == 547) && (to == 546 || to == 547)) {
            dhcp6.accept(udp);
        } else {
            tftp.accept(udp);
        }
    }

    private static boolean isDhcp(int port) {
        return port == 67 || port == 68;
    }

    Instant now() {
        return now;
    }

    /// A step, with what the network told made harmless.
    void tell(MacAddress mac, Step step, String text, Map<String, String> facts) {
        if (step == Step.DISCOVER) {
            tftp.abandon(mac);
        }
        Map<String, String> safe = new LinkedHashMap<>();
        facts.forEach((name, value) -> {
            if (!value.isEmpty()) {
                safe.put(name, OneLine.of(value, FACT_MAX));
            }
        });
        traces.tell(new HostEvent(now, mac, step, OneLine.of(text, FACT_MAX * 2), safe));
    }

    void packet(MacAddress mac, Segment.Udp udp) {
        traces.packet(mac, udp.from(), udp.to(), udp.payload(), now);
    }

    void located(MacAddress mac, InetAddress address) {
        traces.located(mac, address);
    }

    /// The machine behind an address: as DHCP told, or by the card that the frame names.
    Optional<MacAddress> machine(InetAddress address, Optional<MacAddress> card) {
        Optional<MacAddress> known = traces.hostAt(address);
        if (known.isEmpty()) {
            card.ifPresent(mac -> located(mac, address));
        }
        return known.or(() -> card);
    }
}
