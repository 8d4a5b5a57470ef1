package dev.slipway.pxe.dhcp6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.pxe.firmware.BootAnswer;
import dev.slipway.pxe.trace.TraceSink;
import dev.slipway.testkit.NetworkNamespace;
import dev.slipway.testkit.RequiresNamespaces;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresNamespaces
class Dhcp6ServerIT {

    @Test
    void dhclientGetsAnAddressAndTheUrl(@TempDir Path directory) throws Exception {
        Inet6Address own = (Inet6Address) InetAddress.getByName("fd07::1");
        Inet6Address pool = (Inet6Address) InetAddress.getByName("fd07::a:0:0");
        Path configuration = directory.resolve("dhclient.conf");
        Files.writeString(configuration, """
                option dhcp6.bootfile-url code 59 = string;
                option dhcp6.client-arch-type code 61 = array of unsigned integer 16;
                also request dhcp6.bootfile-url;
                send dhcp6.client-arch-type 7;
                """);
        try (NetworkNamespace network = NetworkNamespace.create();
                NetworkNamespace clients = NetworkNamespace.create()) {
            network.connect("eth0", clients, "eth0");
            network.address("eth0", "fd07::1/64");
            network.address("eth0", "fe80::1/64");
            clients.address("eth0", "fe80::2/64");
            Dhcp6Interface eth0 = new Dhcp6Interface("eth0", own, Optional.of(pool));
            try (Dhcp6Server server = network.call(() ->
                    Dhcp6Server.open(List.of(eth0), question -> new BootAnswer.Boot("ipxe.efi"), TraceSink.NONE))) {
                assertThat(server).isNotNull();
                Path leases = directory.resolve("leases");
                clients.tool(
                                "dhclient",
                                "-6",
                                "-1",
                                "-v",
                                "-cf",
                                configuration,
                                "-lf",
                                leases,
                                "-sf",
                                "/bin/true",
                                "-pf",
                                directory.resolve("pid"),
                                "eth0")
                        .within(Duration.ofSeconds(60))
                        .run();
                assertThat(Files.readString(leases))
                        .contains("iaaddr fd07::a:")
                        .contains("bootfile-url \"tftp://[fd07:0:0:0:0:0:0:1]/ipxe.efi\"");
            }
        }
    }
}
