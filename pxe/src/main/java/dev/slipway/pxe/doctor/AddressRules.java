package dev.slipway.pxe.doctor;

import static dev.slipway.pxe.doctor.Diagnosis.note;
import static dev.slipway.pxe.doctor.Diagnosis.trouble;

import dev.slipway.pxe.doctor.Diagnosis.Confidence;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import java.util.List;
import java.util.Optional;

/// Before a machine has an address.
final class AddressRules {

    private static final int REFUSALS_MIN = 2;

    private AddressRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("nothing-heard", "nothing came from the machine", AddressRules::nothingHeard),
                new Rule("not-booting", "the machine asks for an address, not for a boot", AddressRules::notBooting),
                new Rule("unanswered", "nobody answered the machine", AddressRules::unanswered),
                new Rule("solicit-unanswered", "nobody answered over IPv6", AddressRules::solicitUnanswered),
                new Rule("no-address", "a boot was offered, but no address", AddressRules::noAddress),
                new Rule("offer-not-taken", "an address was offered and not taken", AddressRules::offerNotTaken),
                new Rule("not-acknowledged", "the address was not confirmed", AddressRules::notAcknowledged),
                new Rule("address-refused", "the address was refused again and again", AddressRules::refused),
                new Rule("address-in-use", "the address was in use already", AddressRules::inUse));
    }

    private static Optional<Diagnosis> nothingHeard(BootCase boot) {
        if (boot.events().findAny().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                trouble(Confidence.LIKELY, "Nothing came from this machine: what it asks does not arrive here.")
                        .next(
                                "See whether it tries at all: its screen names network boot (PXE, IPv4) and its MAC address;"
                                        + " switch network boot on in the firmware and compare the address.",
                                "See whether cable and switch port are in the network that the boot server serves:"
                                        + " port, VLAN, and which of the machine's cards is plugged in.",
                                "On the switch, set the port to edge mode (portfast): spanning tree keeps a port silent for"
                                        + " 30 seconds, longer than most firmware asks.",
                                "In another subnet than the boot server, the router must relay DHCP to it (ip helper-address).",
                                "On the boot server, see that the configuration names the right interface, and that no firewall"
                                        + " drops UDP port 67: tcpdump -ni INTERFACE port 67 or port 547"));
    }

    private static Optional<Diagnosis> notBooting(BootCase boot) {
        Optional<HostEvent> ignored =
                boot.last(Step.IGNORED).filter(event -> BootCase.isFact(event, Facts.REASON, Facts.REASON_NOT_PXE));
        boolean firmware = boot.events().anyMatch(BootCase::isFirmware) || boot.asksAs(Facts.CLIENT_IPXE);
        if (ignored.isEmpty() && !(boot.asksAs(Facts.CLIENT_OTHER) && !firmware)) {
            return Optional.empty();
        }
        if (firmware || boot.has(Step.LOADER_REQUEST)) {
            return Optional.empty();
        }
        return Optional.of(
                trouble(Confidence.LIKELY, "This machine asks for an address as an operating system does, not to boot.")
                        .seen("its requests carry no PXE or HTTP boot class (DHCP option 60)")
                        .next(
                                "Put network boot first in the firmware's boot order, or choose it once from the boot"
                                        + " menu (often F12).",
                                "Where the firmware has a setting for the network stack or the option ROM of the card,"
                                        + " switch it on."));
    }

    private static Optional<Diagnosis> unanswered(BootCase boot) {
        boolean asks = boot.events().anyMatch(BootCase::isFirmware) || boot.asksAs(Facts.CLIENT_IPXE);
        boolean over4 = boot.events()
                .anyMatch(event -> event.step() == Step.DISCOVER && !BootCase.isFact(event, Facts.PROTOCOL, "dhcp6"));
        if (!boot.endsAt(Step.DISCOVER) || !asks || !over4 || boot.has(Step.IGNORED)) {
            return Optional.empty();
        }
        return Optional.of(
                trouble(Confidence.CERTAIN, "Nobody answered: no DHCP server and no boot server made an offer.")
                        .seen("%d requests, no offer".formatted(boot.count(Step.DISCOVER)))
                        .next(
                                "See that a DHCP server serves this network, and that its range of addresses is not used up.",
                                "See that the boot server runs and that its configuration names this interface.",
                                "In another subnet, the relay must name both: the DHCP server and the boot server."));
    }

    private static Optional<Diagnosis> solicitUnanswered(BootCase boot) {
        if (!boot.endsAt(Step.DISCOVER) || !isIpv6(boot)) {
            return Optional.empty();
        }
        String cause = "Over IPv6 nobody answered (SOLICIT without ADVERTISE).";
        boolean also4 = boot.trace().events().stream()
                .anyMatch(event -> event.step() == Step.DISCOVER && !BootCase.isFact(event, Facts.PROTOCOL, "dhcp6"));
        return Optional.of((also4 ? note(Confidence.CERTAIN, cause) : trouble(Confidence.CERTAIN, cause))
                .seen("%d requests, no answer".formatted(boot.count(Step.DISCOVER)))
                .next(
                        "Where the site boots over IPv4, this is harmless: firmware tries both. Look for the machine's"
                                + " IPv4 requests.",
                        "Else see that router advertisements carry the M or O flag, that UDP ports 546 and 547 pass,"
                                + " and that IPv6 is configured for this interface on the boot server."));
    }

    private static boolean isIpv6(BootCase boot) {
        return boot.last(Step.DISCOVER)
                .filter(event -> BootCase.isFact(event, Facts.PROTOCOL, "dhcp6"))
                .isPresent();
    }

    private static Optional<Diagnosis> noAddress(BootCase boot) {
        List<String> proxies = boot.offering(Facts.OFFERS_BOOT);
        if (!boot.endsAt(Step.OFFER)
                || proxies.isEmpty()
                || !boot.offering(Facts.OFFERS_ADDRESS, Facts.OFFERS_BOTH).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                trouble(
                                Confidence.LIKELY,
                                "The boot server made its offer, but the machine got no address: the DHCP server of this network"
                                        + " did not answer it.")
                        .seen("%d requests; offers to boot by %s; no address was taken"
                                .formatted(boot.count(Step.DISCOVER), String.join(", ", proxies)))
                        .next(
                                "See on the DHCP server whether its range is used up, whether it serves this VLAN, and whether it"
                                        + " knows this MAC address only by a rule that denies it.",
                                "A DHCP server with option 60 set to PXEClient says that it serves the boot as well: remove it"
                                        + " unless it runs on the same machine as the boot server.",
                                "Where there is no DHCP server, let the boot server give addresses: mode dhcp for this subnet."));
    }

    private static Optional<Diagnosis> offerNotTaken(BootCase boot) {
        List<String> servers = boot.offering(Facts.OFFERS_ADDRESS, Facts.OFFERS_BOTH);
        if (!boot.endsAt(Step.OFFER) || servers.isEmpty()) {
            return Optional.empty();
        }
        boolean bootable = boot.events()
                .filter(event -> event.step() == Step.OFFER)
                .anyMatch(event -> !BootCase.isFact(event, Facts.OFFERS, Facts.OFFERS_ADDRESS));
        if (!bootable) {
            return Optional.of(trouble(
                            Confidence.CERTAIN,
                            "The machine was offered an address, but nothing to boot, and went on asking.")
                    .seen("offers by " + String.join(", ", servers) + ", none with a boot server or a file")
                    .next(
                            "See that the boot server runs, and that its configuration names this interface or that the"
                                    + " relay sends to it as well.",
                            "See in the boot server's log whether this machine is left alone, and why."));
        }
        return Optional.of(trouble(
                        Confidence.POSSIBLE,
                        "Offers were sent, but the machine took none: they do not reach it, or it does not like them.")
                .seen("offers by " + String.join(", ", servers))
                .next(
                        "See on the machine's own switch port whether the offers arrive; some switches drop DHCP offers"
                                + " from ports that are not trusted (DHCP snooping).",
                        "Behind a relay, see that the way back to the relay's address (giaddr) is open."));
    }

    private static Optional<Diagnosis> notAcknowledged(BootCase boot) {
        Optional<String> server =
                boot.last(Step.REQUEST).map(event -> event.facts().getOrDefault(Facts.SERVER, ""));
        // A proxy does not see what another server confirms to a machine directly.
        boolean visible = boot.events()
                .anyMatch(event ->
                        event.step() == Step.OFFER && !BootCase.isFact(event, Facts.OFFERS, Facts.OFFERS_BOOT));
        if (!boot.endsAt(Step.REQUEST) || !visible) {
            return Optional.empty();
        }
        return Optional.of(trouble(
                        Confidence.LIKELY, "The machine took an offer, but the server did not confirm it (no DHCPACK).")
                .seen("it asked %s".formatted(server.filter(s -> !s.isEmpty()).orElse("a server")))
                .next(
                        "See that server's log for this MAC address.",
                        "Two servers with the same range, or a fail-over pair out of step, look like this."));
    }

    private static Optional<Diagnosis> refused(BootCase boot) {
        long refusals = boot.count(Step.REFUSE_ADDRESS);
        if (refusals < REFUSALS_MIN
                || boot.furthest()
                        .filter(step -> step.compareTo(Step.ACKNOWLEDGE) >= 0)
                        .isPresent()) {
            return Optional.empty();
        }
        return Optional.of(trouble(Confidence.LIKELY, "The machine's address is refused again and again (DHCPNAK).")
                .seen("%d refusals".formatted(refusals))
                .next(
                        "Two DHCP servers give addresses here that do not know of each other: let only one be"
                                + " authoritative for this subnet.",
                        "Where the machine has moved from another subnet, it usually recovers by itself."));
    }

    private static Optional<Diagnosis> inUse(BootCase boot) {
        return boot.last(event -> BootCase.isFact(event, Facts.REASON, Facts.REASON_DECLINED))
                .map(event -> trouble(
                                Confidence.CERTAIN, "The machine found its address in use by another (DHCPDECLINE).")
                        .seen(event.text())
                        .next(
                                "Find who has this address without asking: a fixed address inside the range of the DHCP"
                                        + " server.",
                                "Take fixed addresses out of the range."));
    }
}
