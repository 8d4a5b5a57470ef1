package dev.slipway.builder.userdata.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.userdata.network.NetworkFiles.Format;
import dev.slipway.builder.userdata.network.NetworkFiles.NetworkFile;
import dev.slipway.builder.yaml.YamlDocument;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFilesTests {

    private static final String FLAT = "{type: static, ipAddress: 10.0.0.5/24, gateway: 10.0.0.1}";

    @Test
    void networkConfigWhenTheInterfaceIsNamedMatchesNothingElse() {
        assertThat(files(FLAT, Format.NETWORK_CONFIG, Optional.of("enp1s0")))
                .containsExactly(new NetworkFile("network-config", """
                # cloud-init networking config, version 2, from the user-data.
                # Interfaces that are not here are left to the system.
                version: 2
                ethernets:
                  enp1s0:
                    dhcp4: false
                    addresses:
                      - "10.0.0.5/24"
                    gateway4: "10.0.0.1"
                """, false));
    }

    @Test
    void networkConfigWhenNothingIsSaidIsDhcpOnEveryWiredInterface() {
        assertThat(files("", Format.NETWORK_CONFIG, Optional.empty()).getFirst().text())
                .endsWith("\n  \"e*\":\n    match:\n      name: \"e*\"\n    dhcp4: true\n");
    }

    @Test
    void keyfileWhenIpv6IsStaticSwitchesIpv4OffWithItsServers() {
        String text = files(
                        "{interfaces: {eth0: {type: static, ipAddress: '2001:db8::5/64', gateway: '2001:db8::1',"
                                + " nameserver: '10.0.0.53, 2001:db8::53'}}}",
                        Format.NETWORKMANAGER,
                        Optional.empty())
                .getFirst()
                .text();

        assertThat(text).contains("""
                [ipv4]
                method=disabled

                [ipv6]
                method=manual
                address1=2001:db8::5/64
                gateway=2001:db8::1
                dns=2001:db8::53;
                """);
    }

    @Test
    void keyfileWhenInterfaceIsTheSameHasTheSameUuid() {
        String first = files(FLAT, Format.NETWORKMANAGER, Optional.of("eth0"))
                .getFirst()
                .text();
        String second = files("{type: dhcp}", Format.NETWORKMANAGER, Optional.of("eth0"))
                .getFirst()
                .text();
        String other = files("{type: dhcp}", Format.NETWORKMANAGER, Optional.of("eth1"))
                .getFirst()
                .text();

        assertThat(uuid(second)).isEqualTo(uuid(first)).isNotEqualTo(uuid(other));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void filesWhenSettingsDoNotFitAreRefusedWithThePlace(Format format) {
        assertThatThrownBy(() ->
                        files("{type: static, ipAddress: 10.0.0.5/24, gateway: 10.9.0.1}", format, Optional.empty()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("the gateway 10.9.0.1 is outside of the network of 10.0.0.5/24 (host:1:74)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "", ".", "a b", "eth0\n[x]", "averyverylongname"})
    void filesWhenNameIsNoInterfaceAreRefused(String name) {
        assertThatThrownBy(() -> files(FLAT, Format.NETWORKMANAGER, Optional.of(name)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("cannot be the name of an interface");
    }

    @Test
    void filesWhenNamedBesideInterfacesAreRefused() {
        assertThatThrownBy(
                        () -> files("{interfaces: {eth0: {type: dhcp}}}", Format.NETWORK_CONFIG, Optional.of("eth1")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("names its interfaces itself");
    }

    private static String uuid(String keyfile) {
        return keyfile.lines()
                .filter(line -> line.startsWith("uuid="))
                .findFirst()
                .orElseThrow();
    }

    private static List<NetworkFile> files(String network, Format format, Optional<String> name) {
        YamlDocument document =
                YamlDocument.parse("stylus: {site: {network: %s}}\n".formatted(network), "host", "user-data");
        return NetworkFiles.of(document, format, name).files();
    }
}
