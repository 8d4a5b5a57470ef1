package dev.slipway.builder.userdata.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.userdata.network.NetworkFiles.Format;
import dev.slipway.builder.yaml.YamlDocument;
import dev.slipway.testkit.RequiresTool;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// cloud-init reads our network-config and writes it out for the programs that set networks up: the same addresses,
/// gateways and servers must be there, and in NetworkManager's files the same as in ours.
@RequiresTool("cloud-init")
class NetworkFilesIT {

    private static final YamlDocument HOST = YamlDocument.parse("""
            stylus:
              site:
                network:
                  interfaces:
                    eth0:
                      type: static
                      ipAddress: 10.0.10.25/24
                      gateway: 10.0.10.1
                      nameserver: 10.0.10.53, 10.0.10.54
                    eth1:
                      type: static
                      ipAddress: 2001:db8::5
                      mask: 64
                      gateway: fe80::1
                      nameserver: 2001:db8::53
                    eth2: {type: dhcp}
            """, "host", "user-data");

    @TempDir
    private Path directory;

    @Test
    void networkdGetsWhatTheUserDataSays() throws IOException {
        Path rendered = convert(HOST, "networkd").resolve("etc/systemd/network");

        assertThat(settings(rendered.resolve("10-cloud-init-eth0.network")))
                .containsExactlyInAnyOrder(
                        "[Match] Name=eth0",
                        "[Address] Address=10.0.10.25/24",
                        "[Network] DHCP=no",
                        "[Network] DNS=10.0.10.53 10.0.10.54",
                        "[Route] Gateway=10.0.10.1");
        assertThat(settings(rendered.resolve("10-cloud-init-eth1.network")))
                .containsExactlyInAnyOrder(
                        "[Match] Name=eth1",
                        "[Address] Address=2001:db8::5/64",
                        "[Network] DHCP=no",
                        "[Network] DNS=2001:db8::53",
                        "[Route] Gateway=fe80::1");
        assertThat(settings(rendered.resolve("10-cloud-init-eth2.network")))
                .containsExactlyInAnyOrder("[Match] Name=eth2", "[Network] DHCP=ipv4");
    }

    @Test
    void networkdWhenTheFormIsFlatMatchesEveryWiredInterface() throws IOException {
        YamlDocument flat = YamlDocument.parse(
                "stylus: {site: {network: {type: static, ipAddress: 10.0.0.5, mask: 255.255.255.0, gateway: 10.0.0.1}}}",
                "flat",
                "user-data");

        assertThat(settings(convert(flat, "networkd").resolve("etc/systemd/network/10-cloud-init-e*.network")))
                .containsExactlyInAnyOrder(
                        "[Match] Name=e*",
                        "[Address] Address=10.0.0.5/24",
                        "[Network] DHCP=no",
                        "[Route] Gateway=10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eth0", "eth1", "eth2"})
    void keyfileSaysWhatCloudInitWouldTellNetworkManager(String name) throws IOException {
        Path rendered = convert(HOST, "network-manager").resolve("etc/NetworkManager/system-connections");
        NetworkFiles.of(HOST, Format.NETWORKMANAGER, Optional.empty()).writeTo(directory.resolve("ours"));

        Set<String> theirs = settings(rendered.resolve("cloud-init-" + name + ".nmconnection"));
        Set<String> ours = settings(directory.resolve("ours/slipway-" + name + ".nmconnection"));

        // What we say beyond theirs: our own name, and the protocol of which the user-data says nothing.
        Set<String> common = new HashSet<>(theirs);
        common.removeIf(line -> line.contains("id=") || line.contains("may-fail") || line.startsWith("[user]"));
        assertThat(ours).containsAll(common);
        assertThat(ours)
                .filteredOn(line -> line.matches(".*(address\\d|gateway|dns)=.*"))
                .allSatisfy(line -> assertThat(theirs).contains(line));
        assertThat(Files.getPosixFilePermissions(directory.resolve("ours/slipway-" + name + ".nmconnection")))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"netplan", "eni", "sysconfig"})
    void otherRenderersReadItToo(String renderer) throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.walk(convert(HOST, renderer))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        assertThat(all).contains("10.0.10.25", "10.0.10.1", "10.0.10.53", "10.0.10.54", "2001:db8::5/64", "fe80::1");
    }

    private Path convert(YamlDocument document, String renderer) throws IOException {
        NetworkFiles.of(document, Format.NETWORK_CONFIG, Optional.empty()).writeTo(directory);
        Path output = directory.resolve(renderer);
        String distribution = renderer.equals("sysconfig") ? "rhel" : "debian";
        String log = Tool.of("cloud-init", "devel", "net-convert", "-k", "yaml", "-D", distribution, "-O", renderer)
                .and("-p", directory.resolve("network-config"), "-d", output, "--debug")
                .run();
        assertThat(log).doesNotContainIgnoringCase("warning").doesNotContain("Traceback");
        return output;
    }

    /// Each line of an INI file with its section before it, whatever the order.
    private static Set<String> settings(Path file) throws IOException {
        Set<String> settings = new TreeSet<>();
        String section = "";
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("[")) {
                section = line;
            } else if (!line.isBlank() && !line.startsWith("#")) {
                settings.add(section + " " + line);
            }
        }
        return settings;
    }
}
