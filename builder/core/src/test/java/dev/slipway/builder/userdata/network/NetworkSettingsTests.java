package dev.slipway.builder.userdata.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.userdata.network.NetworkIssue.Severity;
import dev.slipway.builder.yaml.YamlDocument;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSettingsTests {

    @Test
    void ofWhenFormIsByInterfaceReadsEachWithItsPlace() {
        NetworkSettings settings = read("""
                stylus:
                  site:
                    network:
                      nameserver: 10.0.0.53
                      httpProxy: http://user:secret@proxy.example:3128
                      interfaces:
                        enp1s0:
                          type: static
                          ipAddress: 10.0.10.25/24
                          gateway: 10.0.10.1
                          nameserver: "10.0.10.2, 10.0.10.3"
                        enp2s0: {type: dhcp}
                        enp3s0:
                """);

        assertThat(settings.issues()).isEmpty();
        assertThat(settings.flat()).isEmpty();
        assertThat(settings.interfaces()).hasSize(2);
        InterfaceSettings first = settings.interfaces().getFirst();
        assertThat(first.name()).contains("enp1s0");
        assertThat(first.type()).isEqualTo(InterfaceSettings.Type.STATIC);
        assertThat(first.address().orElseThrow().value()).hasToString("10.0.10.25/24");
        assertThat(first.address().orElseThrow().span().in("f")).isEqualTo("f:9:22");
        assertThat(first.gateway().orElseThrow().value()).hasToString("10.0.10.1");
        assertThat(first.nameservers())
                .extracting(server -> server.value().toString())
                .containsExactly("10.0.10.2", "10.0.10.3");
        InterfaceSettings second = settings.interfaces().get(1);
        assertThat(second.type()).isEqualTo(InterfaceSettings.Type.DHCP);
        assertThat(second.nameservers())
                .extracting(server -> server.value().toString())
                .containsExactly("10.0.0.53");
    }

    @ParameterizedTest
    @CsvSource({"24", "255.255.255.0", "\"24\""})
    void ofWhenFormIsFlatJoinsAddressAndMask(String mask) {
        NetworkSettings settings =
                flat("type: static\nipAddress: 10.0.10.25\nmask: %s\ngateway: 10.0.10.1\n".formatted(mask));

        assertThat(settings.issues()).isEmpty();
        assertThat(settings.interfaces()).isEmpty();
        assertThat(settings.effective()).hasSize(1);
        assertThat(settings.effective().getFirst().address().orElseThrow().value())
                .hasToString("10.0.10.25/24");
        assertThat(settings.effective().getFirst().name()).isEmpty();
    }

    @Test
    void effectiveWhenNothingIsSaidIsDhcp() {
        NetworkSettings settings = read("stylus: {site: {name: a}}\n");

        assertThat(settings.issues()).isEmpty();
        assertThat(settings.effective())
                .extracting(InterfaceSettings::type)
                .containsExactly(InterfaceSettings.Type.DHCP);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type: static                                                             | no-address no-gateway
            type: static; ipAddress: 10.0.0.5/24                                     | no-gateway
            type: static; ipAddress: 10.0.0.5; gateway: 10.0.0.1                     | no-mask
            type: static; ipAddress: 10.0.0.5; mask: 255.0.255.0; gateway: 10.0.0.1  | mask
            type: static; ipAddress: 10.0.0.5; mask: 33; gateway: 10.0.0.1           | mask
            type: static; ipAddress: 10.0.0.5/24; mask: 16; gateway: 10.0.0.1        | mask-beside-cidr
            type: static; ipAddress: 10.0.0.5/24; gateway: 10.0.1.1                  | gateway
            type: static; ipAddress: 10.0.0.5/24; gateway: 10.0.0.5                  | gateway
            type: static; ipAddress: 10.0.0.5/24; gateway: 10.0.0.255                | gateway
            type: static; ipAddress: 10.0.0.5/24; gateway: 2001:db8::1               | gateway
            type: static; ipAddress: 10.0.0.0/24; gateway: 10.0.0.1                  | host-address
            type: static; ipAddress: 10.0.0.255/24; gateway: 10.0.0.1                | host-address
            type: static; ipAddress: 224.0.0.5/24; gateway: 224.0.0.1                | host-address
            type: static; ipAddress: 10.0.0.05/24; gateway: 10.0.0.1                 | address
            type: static; ipAddress: 10.0.0.5/24; gateway: router.example            | address
            type: static; ipAddress: 2001:db8::5/64; gateway: fe80::1                | -
            type: static; ipAddress: 2001:db8::5; mask: 64; gateway: 2001:db8::1     | -
            type: static; ipAddress: 2001:db8::5; mask: 255.255.0.0; gateway: 2001:db8::1 | mask
            type: dhcp; nameserver: 10.0.0.300                                       | address
            type: fixed                                                              | type
            type: [static]                                                           | shape
            type: dhcp; interfaces: [eth0]                                           | shape
            interfaces: {a/b: {type: dhcp}}                                          | interface-name
            interfaces: {..: {type: dhcp}}                                           | interface-name
            interfaces: {averyverylongname: {type: dhcp}}                            | interface-name
            type: ''; ipAddress: ''; mask: ''; gateway: ''                           | -
            nameserver: 10.0.0.53                                                    | -
            """)
    void issuesNameWhatDoesNotFit(String keys, String codes) {
        NetworkSettings settings = flat(keys.replace("; ", "\n") + "\n");

        assertThat(settings.issues())
                .filteredOn(issue -> issue.severity() == Severity.ERROR)
                .extracting(issue -> issue.code().id())
                .containsExactlyElementsOf(
                        codes.equals("-")
                                ? List.of()
                                : List.of(codes.split(" ")).stream()
                                        .map("user-data.network."::concat)
                                        .toList());
        assertThat(settings.hasErrors()).isEqualTo(!codes.equals("-"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type: dhcp; ipAddress: 10.0.0.5/24; gateway: 10.0.0.1                    | ignored ignored
            type: static; ipAddress: 10.0.0.5/24; mask: 24; gateway: 10.0.0.1        | mask-beside-cidr
            type: dhcp; interfaces: {eth0: {type: dhcp}}                             | both-forms
            """)
    void issuesWhenTheNetworkWorksAllTheSameAreWarnings(String keys, String codes) {
        NetworkSettings settings = flat(keys.replace("; ", "\n") + "\n");

        assertThat(settings.hasErrors()).isFalse();
        assertThat(settings.issues())
                .extracting(issue -> issue.code().id())
                .containsExactlyElementsOf(List.of(codes.split(" ")).stream()
                        .map("user-data.network."::concat)
                        .toList());
    }

    @Test
    void issuesWhenFormsContradictSaySo() {
        NetworkSettings settings = flat("""
                type: static
                ipAddress: 10.0.0.5/24
                gateway: 10.0.0.1
                interfaces:
                  eth0: {type: static, ipAddress: 10.0.0.6/24, gateway: 10.0.0.1}
                """);

        assertThat(settings.issues()).extracting(NetworkIssue::code).containsExactly(NetworkIssue.Code.CONTRADICTION);
    }

    @Test
    void issuesWhenOnlyOneInterfaceHasAGatewayAreNone() {
        NetworkSettings settings = flat("""
                interfaces:
                  eth0: {type: static, ipAddress: 10.0.0.5/24, gateway: 10.0.0.1}
                  eth1: {type: static, ipAddress: 10.9.0.5/24}
                """);

        assertThat(settings.issues()).isEmpty();
    }

    @Test
    void issuesWhenTwoInterfacesShareAnAddressPointAtTheSecond() {
        NetworkSettings settings = flat("""
                interfaces:
                  eth0: {type: static, ipAddress: 10.0.0.5/24, gateway: 10.0.0.1}
                  eth1: {type: static, ipAddress: 10.0.0.5/16}
                """);

        assertThat(settings.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.code()).isEqualTo(NetworkIssue.Code.DUPLICATE_ADDRESS);
            assertThat(issue.span().line()).isEqualTo(6);
            assertThat(issue.message()).isEqualTo("interface 'eth1' has the address of interface 'eth0'");
        });
    }

    /// The keys below `network`, from line 4 on.
    private static NetworkSettings flat(String keys) {
        return read("stylus:\n  site:\n    network:\n" + keys.indent(6));
    }

    private static NetworkSettings read(String text) {
        return NetworkSettings.of(YamlDocument.parse(text, "test", "user-data"));
    }
}
