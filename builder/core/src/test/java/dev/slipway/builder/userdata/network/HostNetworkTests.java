package dev.slipway.builder.userdata.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.userdata.HostPython;
import dev.slipway.builder.userdata.network.NetworkFiles.Format;
import dev.slipway.builder.yaml.YamlDocument;
import dev.slipway.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An installed host makes the same network-config of its user-data as `slipway user-data network`.
@RequiresTool("python3")
class HostNetworkTests {

    private static final int ROUNDS = 400;

    private static final List<String> VALUES = List.of(
            "type: static",
            "type: dhcp",
            "type: fixed",
            "ipAddress: 10.0.0.5/24",
            "ipAddress: 10.0.0.5",
            "ipAddress: '2001:DB8:0:0::5/64'",
            "ipAddress: 10.0.0.0/24",
            "ipAddress: 10.0.0.05/24",
            "ipAddress: 224.0.0.5/24",
            "ipAddress: 10.0.0.5/0",
            "ipAddress: 10.0.0.4/31",
            "ipAddress: 127.0.0.1/8",
            "mask: 24",
            "mask: 255.255.255.0",
            "mask: 255.0.255.0",
            "mask: 16",
            "mask: 0.0.0.0",
            "mask: ''",
            "gateway: 10.0.0.1",
            "gateway: 10.0.0.255",
            "gateway: 10.0.0.5",
            "gateway: 'fe80::1'",
            "gateway: '2001:db8::1'",
            "gateway: 10.9.0.1",
            "gateway: router",
            "nameserver: 9.9.9.9",
            "nameserver: '9.9.9.9, 2001:db8::53'",
            "nameserver: [1.1.1.1, 8.8.8.8]",
            "nameserver: [[1.1.1.1]]",
            "nameserver: 'fe80::1%eth0'",
            "gateway: '::ffff:1.2.3.4'",
            "mask: [24]",
            "ipAddress: ");

    /// Prints what differs: the data, whether there is a network at all, or who refuses.
    private static final String COMPARE = """
            import os, sys, yaml
            from slipway_host import network, tree

            cases = sorted(os.listdir(sys.argv[1]))
            for case in cases:
                place = os.path.join(sys.argv[1], case)
                read = lambda name: open(os.path.join(place, name), "rb").read()
                try:
                    made = network.network_config(tree.parse(read("user-data")))
                except network.WrongNetwork:
                    made = "refused"
                wanted = yaml.safe_load(read("network-config")) if os.path.exists(place + "/network-config") else "refused"
                # Where nothing is said the host leaves the network to the system, which asks for DHCP as well.
                if made is None and wanted == {"version": 2, "ethernets": {"e*": {"match": {"name": "e*"}, "dhcp4": True}}}:
                    continue
                if made != wanted:
                    print("case", case, "differs:", read("user-data"), made, wanted)
            print(len(cases), "cases")
            """;

    private final Random random = new Random(3);

    @TempDir
    Path directory;

    @Test
    void hostMakesTheSameNetwork() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            String network = random.nextBoolean() ? flat() : byInterface();
            write(round, network);
        }
        assertThat(HostPython.run(COMPARE, directory)).isEqualTo(ROUNDS + " cases\n");
        try (Stream<Path> made = Files.find(directory, 2, (path, ignored) -> path.endsWith("network-config"))) {
            assertThat(made.count()).as("both kinds occur").isBetween(ROUNDS / 10L, ROUNDS * 9 / 10L);
        }
    }

    private void write(int number, String network) throws IOException {
        Path place = Files.createDirectories(directory.resolve("%05d".formatted(number)));
        String text = "#cloud-config\nstylus: {site: {network: {%s}}}\n".formatted(network);
        Files.writeString(place.resolve("user-data"), text);
        try {
            NetworkFiles.of(YamlDocument.parse(text, "host", "user-data"), Format.NETWORK_CONFIG, Optional.empty())
                    .writeTo(place);
        } catch (ProblemException refused) {
            assertThat(refused.problem().code()).startsWith("user-data.network.");
        }
    }

    private String byInterface() {
        String interfaces = IntStream.range(0, 1 + random.nextInt(2))
                .mapToObj(number -> "eth%d: {%s}".formatted(number, settings()))
                .collect(java.util.stream.Collectors.joining(", "));
        String beside = random.nextInt(4) == 0 ? flat() + ", " : "";
        return beside + "interfaces: {%s}".formatted(interfaces);
    }

    private String flat() {
        return settings();
    }

    /// Half of them sound, or hardly any would be.
    private String settings() {
        List<String> sound = List.of(
                "type: static, ipAddress: 10.0.0.5/24, gateway: 10.0.0.1",
                "type: static, ipAddress: 10.0.0.6, mask: 255.255.0.0, gateway: 10.0.0.1, nameserver: 9.9.9.9",
                "type: static, ipAddress: '2001:db8::5/64', gateway: 'fe80::1'",
                "type: static, ipAddress: 10.1.0.7/24",
                "type: dhcp",
                "nameserver: '1.1.1.1 8.8.8.8'");
        if (random.nextBoolean()) {
            return sound.get(random.nextInt(sound.size()));
        }
        return String.join(
                ", ",
                Stream.of("type", "ipAddress", "mask", "gateway", "nameserver")
                        .filter(ignored -> random.nextInt(3) > 0)
                        .map(this::value)
                        .toList());
    }

    private String value(String key) {
        List<String> fitting =
                VALUES.stream().filter(value -> value.startsWith(key + ":")).toList();
        return fitting.get(random.nextInt(fitting.size()));
    }
}
