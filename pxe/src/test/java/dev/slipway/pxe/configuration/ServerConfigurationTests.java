package dev.slipway.pxe.configuration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.pxe.boot.BootAction;
import dev.slipway.pxe.boot.HostRule;
import dev.slipway.pxe.boot.Profile;
import dev.slipway.pxe.configuration.ServedInterface.Dhcp;
import dev.slipway.pxe.dhcp.DhcpOption;
import dev.slipway.pxe.host.ClientArchitecture;
import dev.slipway.pxe.host.Ipv4;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.subnet.OptionClass;
import dev.slipway.pxe.subnet.Pool;
import dev.slipway.pxe.subnet.Reservation;
import dev.slipway.pxe.subnet.Subnet;
import dev.slipway.pxe.tftp.TftpOptions.PortRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConfigurationTests {

    private static final String WHOLE = """
            interfaces:
              eth0: {dhcp: proxy}
              eth1: {dhcp: server, address: 192.168.7.1, force: true, dhcp6: stateless}
            subnets:
              192.168.7.0/24:
                pools: [192.168.7.100 - 192.168.7.199, 192.168.7.220]
                router: 192.168.7.1
                dns: [192.168.7.1, 192.168.7.2]
                domain: shop.example
                lease: 10m
                reservations:
                  - {mac: "52:54:00:12:34:56", address: 192.168.7.10, hostname: till-1}
            options:
              - when: {vendor-class: "Acme", arch: efi-x64, mac-prefix: "52:54:00"}
                set: {66: boot.example, 150: "192.168.7.1, 192.168.7.2", 43: "hex:06:01:08"}
            http: {port: 8080, tls: {port: 8443, certificate: tls.crt, key: tls.key}}
            tftp: {ports: 50000-50100, block-size-max: 1468}
            loaders: {directory: loaders, secure-boot: true, names: {efi-x64: snponly.efi}}
            installers:
              shop: {iso: shop.iso}
              fleet: {sites: images}
            profiles:
              default: {installer: fleet, arguments: [console=ttyS0, quiet]}
              kiosk: {installer: shop, boot: image}
            hosts:
              - {mac: "52:54:00:12:34:56", name: till-1, site: munich-01, labels: {row: "3"}}
              - {uuid: 11111111-2222-3333-4444-555555555555, boot: local}
              - {label: {row: "3"}, profile: kiosk, reinstall: true}
              - {arch: efi-arm64, boot: refuse}
            unknown: {boot: install, site: spare}
            decisions: {url: "http://decide.example:9000/api", timeout: 2s}
            capability-lifetime: 1h
            admin: {listen: "0.0.0.0:9000"}
            state: state
            user: nobody
            log: json
            """;

    private static final MacAddress MAC = MacAddress.parse("52:54:00:12:34:56").orElseThrow();

    @TempDir
    private Path folder;

    @Test
    void readsEveryKey() throws IOException {
        ServerConfiguration read = read(WHOLE);

        assertThat(read.interfaces())
                .extracting(ServedInterface::name, ServedInterface::dhcp, ServedInterface::forced)
                .containsExactly(tuple("eth0", Dhcp.PROXY, false), tuple("eth1", Dhcp.SERVER, true));
        Subnet subnet = read.subnets().getFirst();
        assertThat(subnet.network()).hasToString("192.168.7.0/24");
        assertThat(subnet.pools())
                .containsExactly(pool("192.168.7.100", "192.168.7.199"), pool("192.168.7.220", "192.168.7.220"));
        assertThat(subnet.options().bytes(DhcpOption.DNS_SERVERS))
                .contains(new byte[] {(byte) 192, (byte) 168, 7, 1, (byte) 192, (byte) 168, 7, 2});
        assertThat(subnet.options().text(DhcpOption.DOMAIN_NAME)).contains("shop.example");
        assertThat(subnet.times().usual()).isEqualTo(Duration.ofMinutes(10));
        Reservation reservation = subnet.reservations().getFirst();
        assertThat(reservation.address()).isEqualTo(Ipv4.of("192.168.7.10"));
        assertThat(reservation.holder()).isEqualTo(new Reservation.ByMac(MAC));
        assertThat(reservation.options().text(DhcpOption.HOST_NAME)).contains("till-1");
        OptionClass set = subnet.classes().getFirst();
        assertThat(set.vendorClass()).contains("Acme");
        assertThat(set.architecture()).contains(ClientArchitecture.EFI_X64);
        assertThat(set.macPrefix()).contains(0x525400);
        assertThat(set.options().text(66)).contains("boot.example");
        assertThat(set.options().bytes(150))
                .contains(new byte[] {(byte) 192, (byte) 168, 7, 1, (byte) 192, (byte) 168, 7, 2});
        assertThat(set.options().bytes(43)).contains(new byte[] {6, 1, 8});
        assertThat(read.http().tls().orElseThrow().certificate()).isEqualTo(folder.resolve("tls.crt"));
        assertThat(read.tftp().ports()).contains(new PortRange(50000, 50100));
        assertThat(read.loaders())
                .isEqualTo(new LoaderPlan(
                        Optional.of(folder.resolve("loaders")),
                        true,
                        Map.of(ClientArchitecture.EFI_X64, "snponly.efi")));
        assertThat(requireNonNull(read.installers().get("fleet")).kind()).isEqualTo(InstallerPlan.Kind.SITES);
        assertThat(requireNonNull(read.profiles().get("kiosk")).way()).isEqualTo(Profile.Way.IMAGE);
        assertThat(requireNonNull(read.profiles().get("default")).arguments())
                .containsExactly("console=ttyS0", "quiet");
        assertThat(read.usualProfile()).contains("default");
        HostRule till = read.hosts().getFirst();
        assertThat(till.match().mac()).isEqualTo(MacAddress.parse("52:54:00:12:34:56"));
        assertThat(till.labels()).isEqualTo(Map.of("row", "3"));
        assertThat(read.hosts().get(1).action()).contains(BootAction.LOCAL);
        assertThat(read.hosts().get(3).match().architecture()).contains(ClientArchitecture.EFI_ARM64);
        assertThat(read.unknown().site()).contains("spare");
        assertThat(read.decisions().orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(read.capabilityLifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(read.admin()).isEqualTo(new ServerConfiguration.AdminPlan("0.0.0.0", 9000));
        assertThat(read.state()).isEqualTo(folder.resolve("state"));
        assertThat(read.user()).contains("nobody");
        assertThat(read.jsonLog()).isTrue();
    }

    @Test
    void needsLittle() throws IOException {
        ServerConfiguration read = read("""
                interfaces: {eth0: }
                installers: {shop: {iso: shop.iso}}
                """);
        assertThat(read.interfaces().getFirst().dhcp()).isEqualTo(Dhcp.PROXY);
        assertThat(read.usualProfile().map(read.profiles()::get).map(Profile::installer))
                .contains("shop");
        assertThat(read.unknown().action()).contains(BootAction.WAIT);
        assertThat(read.tftp().port()).isEqualTo(69);
        assertThat(read.http().port()).isEqualTo(80);
        assertThat(read.admin().address()).isEqualTo("127.0.0.1");
    }

    @Test
    void tellsAllFaultsAtOnceWithTheirLines() {
        Problem problem = problem("""
                interfaces: {eth0: {dhpc: proxy}}
                tftp: {block-size-max: 70000}
                hosts:
                  - {mac: 52-54-00, boot: instal}
                admin: nowhere
                """);
        assertThat(problem.code()).isEqualTo("pxe.configuration");
        assertThat(problem.why().orElseThrow())
                .contains(":1:21: 'dhpc' is no key of 'interfaces.eth0'; did you mean 'dhcp'?")
                .contains(":2:24: 'block-size-max' is a whole number from 512 to 65464")
                .contains(":4:11: 'mac' is the address of a card")
                .contains("did you mean 'install'?")
                .contains(":5:8: 'admin' is a mapping, not string");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                         | nothing would be served
            {interfaces: {eth0: {dhcp: server}}}                                       | there are no 'subnets'
            {interfaces: {eth0: }, subnets: {10.0.0.0/8: }}                            | no interface says 'dhcp: server'
            {interfaces: {eth0: {dhcp: server}}, subnets: {10.0.0.1/8: }}              | is no subnet
            {interfaces: {eth0: {dhcp: server}}, subnets: {10.0.0.0/8: {pools: 11.0.0.1}}} | does not lie in 10.0.0.0/8
            {interfaces: {eth0: {dhcp: server}}, subnets: {10.0.0.0/8: , 10.1.0.0/16: }} | overlap
            {interfaces: {eth0: }, installers: {a: {}}}                                | one of the two
            {interfaces: {eth0: }, installers: {"a/b": {iso: x}}}                      | part of URLs
            {interfaces: {eth0: }, profiles: {p: {installer: none}}}                   | there is no installer 'none'
            {interfaces: {eth0: }, hosts: [{boot: wait}]}                              | none is there
            {interfaces: {eth0: }, hosts: [{mac: "52:54:00:00:00:01", boot: wait}, {mac: "52:54:00:00:00:01", boot: wait}]} | there are two hosts
            {interfaces: {eth0: }, hosts: [{mac: "52:54:00:00:00:01"}]}                | there are no 'installers'
            {interfaces: {eth0: }, unknown: {site: x}}                                 | 'unknown' says what happens
            {interfaces: {eth0: }, http: {tls: {certificate: x}}}                      | needs a 'certificate' and its 'key'
            {interfaces: {eth0: }, decisions: {url: "ftp://x"}}                        | a URL of http or https
            {interfaces: {eth0: }, options: [{set: {999: x}}]}                         | no number of a DHCP option
            {interfaces: {eth0: }, interfaces: {eth1: }}                               | twice
            """)
    void refusesWhatDoesNotFit(String text, String words) {
        Problem problem = problem(text);
        assertThat(problem.what() + problem.why().orElse("")).contains(words);
        assertThat(problem.where()).isPresent();
    }

    private static Pool pool(String first, String last) {
        return new Pool(Ipv4.of(first), Ipv4.of(last));
    }

    private Problem problem(String text) {
        return catchThrowableOfType(ProblemException.class, () -> read(text)).problem();
    }

    private ServerConfiguration read(String text) throws IOException {
        return ServerConfiguration.read(Files.writeString(folder.resolve("pxe.yaml"), text));
    }
}
