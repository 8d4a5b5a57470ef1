package dev.slipway.pxe.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pxe.host.MacAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TracesTests {

    private static final MacAddress MAC = MacAddress.parse("52:54:00:00:00:01").orElseThrow();
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final TraceLimits LIMITS = new TraceLimits(40, 20, 4, 4000, 1500, 3, Duration.ofHours(1));

    private Instant now = START;
    private final Traces traces = new Traces(LIMITS, () -> now);

    @Test
    void tellsHowFarAMachineIsAndSinceWhen() {
        tell(MAC, Step.DISCOVER, Map.of(Facts.CLIENT, "uefi", Facts.ARCHITECTURE, "efi-x64"));
        tell(MAC, Step.OFFER, Map.of());
        Instant offered = now;
        tell(MAC, Step.DISCOVER, Map.of(Facts.CLIENT, "uefi"));
        tell(MAC, Step.FAILURE, Map.of());
        HostState state = traces.of(MAC).orElseThrow().state();
        assertThat(state.furthest()).contains(Step.OFFER);
        assertThat(state.since()).isEqualTo(offered);
        assertThat(state.last()).contains(Step.FAILURE);
        assertThat(state.lastSeen()).isEqualTo(now);
        assertThat(state.boots()).isEqualTo(1);
        assertThat(state.facts()).containsEntry(Facts.ARCHITECTURE, "efi-x64").doesNotContainKey(Facts.CLIENT);
    }

    @Test
    void beginsAnewWhenFirmwareAsksAgainButNotWhenTheLoaderDoes() {
        tell(MAC, Step.DISCOVER, Map.of(Facts.CLIENT, "bios"));
        tell(MAC, Step.LOADER_SENT, Map.of());
        tell(MAC, Step.DISCOVER, Map.of(Facts.CLIENT, "ipxe"));
        assertThat(state().furthest()).contains(Step.LOADER_SENT);
        tell(MAC, Step.DISCOVER, Map.of(Facts.CLIENT, "bios"));
        assertThat(state().furthest()).contains(Step.DISCOVER);
        assertThat(state().boots()).isEqualTo(2);
    }

    @Test
    void keepsWhatMattersWhenAMachineRepeatsItself() {
        tell(MAC, Step.LOADER_SENT, Map.of());
        for (int i = 0; i < 1000; i++) {
            tell(MAC, Step.DISCOVER, Map.of());
        }
        HostTrace trace = traces.of(MAC).orElseThrow();
        assertThat(trace.events()).hasSize(11);
        assertThat(trace.events().getFirst().step()).isEqualTo(Step.LOADER_SENT);
        assertThat(trace.eventsLeftOut()).isEqualTo(990);
    }

    @Test
    void forgetsInventedMachinesBeforeThoseThatGotFar() {
        List<MacAddress> real =
                IntStream.range(0, 10).mapToObj(i -> new MacAddress(i + 1)).toList();
        real.forEach(mac -> tell(mac, Step.KERNEL_SENT, Map.of()));
        List<MacAddress> half =
                IntStream.range(0, 8).mapToObj(i -> new MacAddress(i + 100)).toList();
        half.forEach(mac -> tell(mac, Step.BOOT_SERVER_REQUEST, Map.of()));
        for (int i = 0; i < 5000; i++) {
            tell(new MacAddress(0x1000 + i), Step.DISCOVER, Map.of());
        }
        assertThat(traces.size()).isEqualTo(40);
        assertThat(traces.forgotten()).isEqualTo(5018 - 40);
        assertThat(real).allMatch(mac -> traces.of(mac).isPresent());
        assertThat(half).allMatch(mac -> traces.of(mac).isPresent());
        assertThat(traces.hosts().getFirst().mac()).isEqualTo(new MacAddress(0x1000 + 4999));
    }

    @Test
    void hasRoomForNewcomersWhereAllOthersGotFar() {
        for (int i = 0; i < 100; i++) {
            tell(new MacAddress(i), Step.BOOTED, Map.of());
        }
        List<MacAddress> fresh =
                IntStream.range(0, 10).mapToObj(i -> new MacAddress(i + 500)).toList();
        fresh.forEach(mac -> tell(mac, Step.DISCOVER, Map.of()));
        assertThat(fresh).allMatch(mac -> traces.of(mac).isPresent());
        assertThat(traces.size()).isEqualTo(40);
    }

    @Test
    void cutsPacketsAndKeepsTheLast() throws UnknownHostException {
        InetSocketAddress from = new InetSocketAddress(InetAddress.getByName("10.0.0.1"), 67);
        for (int i = 0; i < 6; i++) {
            traces.packet(MAC, from, from, new byte[2000 + i]);
        }
        HostTrace trace = traces.of(MAC).orElseThrow();
        assertThat(trace.packets()).hasSize(2).allMatch(packet -> packet.payload().length == 1500);
        assertThat(trace.packets().getLast().length()).isEqualTo(2005);
        assertThat(trace.packetsLeftOut()).isEqualTo(4);
    }

    @Test
    void knowsWhoHasAnAddressForATime() throws UnknownHostException {
        InetAddress address = InetAddress.getByName("10.0.0.7");
        traces.located(MAC, address);
        assertThat(traces.hostAt(address)).contains(MAC);
        now = now.plus(Duration.ofMinutes(61));
        assertThat(traces.hostAt(address)).isEmpty();
        for (int i = 1; i <= 4; i++) {
            traces.located(new MacAddress(i), InetAddress.getByName("10.0.1." + i));
        }
        assertThat(traces.hostAt(InetAddress.getByName("10.0.1.1"))).isEmpty();
        assertThat(traces.hostAt(InetAddress.getByName("10.0.1.4"))).contains(new MacAddress(4));
        traces.located(MAC, InetAddress.getByName("0.0.0.0"));
        assertThat(traces.hostAt(InetAddress.getByName("0.0.0.0"))).isEmpty();
    }

    @Test
    void countsWhatASlowReaderMisses() throws InterruptedException {
        try (TraceSubscription slow = traces.subscribe(2)) {
            for (int i = 0; i < 5; i++) {
                tell(MAC, Step.OFFER, Map.of());
            }
            assertThat(slow.dropped()).isEqualTo(3);
            assertThat(slow.next(Duration.ZERO)).isPresent();
            assertThat(slow.poll()).isPresent();
            assertThat(slow.poll()).isEqualTo(Optional.empty());
        }
        tell(MAC, Step.OFFER, Map.of());
        assertThat(traces.dropped()).isEqualTo(3);
        assertThat(traces.told()).isEqualTo(6);
    }

    private HostState state() {
        return traces.of(MAC).orElseThrow().state();
    }

    private void tell(MacAddress mac, Step step, Map<String, String> facts) {
        now = now.plusSeconds(1);
        traces.tell(new HostEvent(now, mac, step, step.words(), facts));
    }
}
