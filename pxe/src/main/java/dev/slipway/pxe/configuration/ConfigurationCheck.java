package dev.slipway.pxe.configuration;

import dev.slipway.pxe.boot.BootAction;
import dev.slipway.pxe.boot.HostRule;
import dev.slipway.pxe.configuration.ServedInterface.Dhcp;
import dev.slipway.pxe.subnet.Network;
import dev.slipway.pxe.subnet.Subnet;
import java.util.List;
import java.util.Optional;

/// What must fit together in a configuration.
final class ConfigurationCheck {

    private static final int GRUB_TFTP_PORT = 69;

    private ConfigurationCheck() {}

    static void of(ServerConfiguration configuration, Faults faults) {
        String file = configuration.file().toString();
        boolean hands = configuration.interfaces().stream().anyMatch(one -> one.dhcp() == Dhcp.SERVER);
        if (hands && configuration.subnets().isEmpty()) {
            faults.add(file, "an interface says 'dhcp: server', but there are no 'subnets' to hand out");
        }
        if (!hands && !configuration.subnets().isEmpty()) {
            faults.add(file, "there are 'subnets', but no interface says 'dhcp: server'");
        }
        subnets(configuration.subnets(), faults, file);
        if (configuration.loaders().secureBoot() && configuration.tftp().port() != GRUB_TFTP_PORT) {
            faults.add(file, "with 'secure-boot' the port of 'tftp' is 69: GRUB knows no other");
        }
        boolean installs = configuration.unknown().action().equals(Optional.of(BootAction.INSTALL))
                || configuration.hosts().stream().anyMatch(ConfigurationCheck::installs);
        if (installs
                && configuration.installers().isEmpty()
                && configuration.decisions().isEmpty()) {
            faults.add(file, "hosts are to be installed, but there are no 'installers'");
        }
        if (installs
                && configuration.usualProfile().isEmpty()
                && configuration.hosts().stream()
                        .anyMatch(host -> installs(host) && host.profile().isEmpty())
                && configuration.hosts().stream()
                        .allMatch(host -> host.profile().isEmpty())) {
            faults.add(file, "hosts name no 'profile', and none is called 'default'");
        }
    }

    private static boolean installs(HostRule host) {
        return host.action().map(BootAction.INSTALL::equals).orElse(true);
    }

    private static void subnets(List<Subnet> subnets, Faults faults, String file) {
        for (int i = 0; i < subnets.size(); i++) {
            Network one = subnets.get(i).network();
            for (Subnet before : subnets.subList(0, i)) {
                Network other = before.network();
                if (one.contains(other.address()) || other.contains(one.address())) {
                    faults.add(file, "the subnets %s and %s overlap".formatted(other, one));
                }
            }
        }
    }
}
