package dev.slipway.pxe.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What tcpdump says of what we write.
class PcapWriterIT {

    private static final Instant TIME = Instant.parse("2026-11-21T12:00:00.123456789Z");

    @TempDir
    private Path directory;

    @Test
    @RequiresTool("tcpdump")
    void tcpdumpReadsItAndFindsEveryChecksumRight() throws IOException {
        Path file = directory.resolve("boot.pcap");
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        try (OutputStream out = Files.newOutputStream(file)) {
            PcapWriter pcap = new PcapWriter(out);
            for (int i = 0; i < 100; i++) {
                byte[] payload = new byte[i];
                random.nextBytes(payload);
                pcap.udp(TIME.plusNanos(i), at("10.0.0." + i, 5000), at("255.255.255.255", 6000), payload, i);
                pcap.udp(TIME.plusNanos(i), at("fe80::" + i, 5000), at("ff02::1", 6000), payload, i);
            }
            pcap.udp(TIME, at("10.0.0.1", 5000), at("fe80::1", 6000), new byte[1], 1);
            pcap.udp(TIME, at("10.0.0.1", 5000), at("10.0.0.2", 6000), new byte[10], 2000);
        }
        String told =
                Tool.of("tcpdump", "-nn", "-tt", "-vv", "--nano", "-r", file).run();
        assertThat(told)
                .contains("1795262400.123456888 IP6")
                .contains("10.0.0.99.5000 > 255.255.255.255.6000: [udp sum ok] UDP, length 99")
                .contains("fe80::99.5000 > ff02::1.6000: [udp sum ok] UDP, length 99")
                .contains("::ffff:10.0.0.1.5000 > fe80::1.6000: [udp sum ok] UDP, length 1")
                .contains("UDP, length 2000")
                .doesNotContain("bad");
        assertThat(told.split("\\[udp sum ok\\]", -1)).hasSize(202);
    }

    private static InetSocketAddress at(String address, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(address), port);
    }
}
