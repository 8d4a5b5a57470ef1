package dev.slipway.pxe.doctor;

import static dev.slipway.pxe.doctor.Diagnosis.note;
import static dev.slipway.pxe.doctor.Diagnosis.trouble;

import dev.slipway.pxe.doctor.Diagnosis.Confidence;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import java.util.List;
import java.util.Optional;

/// From the offer to the first request for a loader.
final class BootServerRules {

    private BootServerRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("proxy-ignored", "the proxy's offer was ignored", BootServerRules::proxyIgnored),
                new Rule("boot-server-silent", "port 4011 did not answer", BootServerRules::bootServerSilent),
                new Rule("loader-not-asked", "the loader was named and not fetched", BootServerRules::loaderNotAsked),
                new Rule("nothing-to-boot", "an address without anything to boot", BootServerRules::nothingToBoot),
                new Rule("two-boot-servers", "two servers offer a boot", BootServerRules::twoBootServers),
                new Rule("false-boot-server", "a server claims to serve boots", BootServerRules::falseBootServer));
    }

    private static Optional<Diagnosis> proxyIgnored(BootCase boot) {
        List<String> proxies = boot.offering(Facts.OFFERS_BOOT);
        if (!boot.endsAt(Step.REQUEST, Step.ACKNOWLEDGE) || proxies.isEmpty() || isNamedByAddressServer(boot)) {
            return Optional.empty();
        }
        return Optional.of(trouble(
                        namesFile(boot) ? Confidence.POSSIBLE : Confidence.LIKELY,
                        "The boot server's offer was sent, the machine has taken an address, but never asked port 4011:"
                                + " this firmware ignores proxy offers, or they do not reach it.")
                .seen("offer to boot by " + String.join(", ", proxies), "no request to UDP port 4011")
                .next(
                        "Set options 66 (boot server) and 67 (file) on your DHCP server for this machine, or switch this"
                                + " subnet of the boot server to full DHCP: then one offer holds it all.",
                        "Remove option 60 \"PXEClient\" from your DHCP server if it is set: it makes firmware ask that"
                                + " server on port 4011 instead.",
                        "See that switches with DHCP snooping trust the boot server's port."));
    }

    /// A proxy sees neither the offer of the other server nor what it confirms.
    private static boolean seesProxiesOnly(BootCase boot) {
        return boot.offering(Facts.OFFERS_ADDRESS, Facts.OFFERS_BOTH).isEmpty();
    }

    private static boolean isNamedByAddressServer(BootCase boot) {
        return boot.events()
                .anyMatch(event -> (event.step() == Step.ACKNOWLEDGE
                                || (event.step() == Step.OFFER
                                        && !BootCase.isFact(event, Facts.OFFERS, Facts.OFFERS_BOOT)))
                        && event.facts().containsKey(Facts.FILE));
    }

    private static boolean namesFile(BootCase boot) {
        return boot.events()
                .anyMatch(event -> (event.step() == Step.OFFER || event.step() == Step.ACKNOWLEDGE)
                        && event.facts().containsKey(Facts.FILE));
    }

    private static Optional<Diagnosis> bootServerSilent(BootCase boot) {
        if (!boot.endsAt(Step.BOOT_SERVER_REQUEST)) {
            return Optional.empty();
        }
        String server = boot.last(Step.BOOT_SERVER_REQUEST)
                .map(event -> event.facts().getOrDefault(Facts.SERVER, "the boot server"))
                .orElse("the boot server");
        return Optional.of(trouble(
                        Confidence.CERTAIN, "The machine asked %s on port 4011 and got no answer.".formatted(server))
                .seen("%d requests to port 4011".formatted(boot.count(Step.BOOT_SERVER_REQUEST)))
                .next(
                        "See that a boot server runs at %s and that no firewall drops UDP port 4011.".formatted(server),
                        "Where that is your DHCP server: it sends option 60 \"PXEClient\" and claims to be a boot server."
                                + " Remove that option."));
    }

    private static Optional<Diagnosis> loaderNotAsked(BootCase boot) {
        Optional<HostEvent> named = boot.last(event -> switch (event.step()) {
            case OFFER, ACKNOWLEDGE, BOOT_SERVER_REPLY -> event.facts().containsKey(Facts.FILE);
            default -> false;
        });
        boolean answered = boot.endsAt(Step.BOOT_SERVER_REPLY)
                || (named.isPresent()
                        && (boot.endsAt(Step.ACKNOWLEDGE) || (boot.endsAt(Step.REQUEST) && seesProxiesOnly(boot))));
        if (!answered || boot.isHttpBoot()) {
            return Optional.empty();
        }
        String file =
                named.map(event -> event.facts().getOrDefault(Facts.FILE, "")).orElse("");
        if (file.startsWith("http")) {
            return Optional.empty();
        }
        String server = named.map(HostEvent::facts)
                .map(facts -> facts.getOrDefault(Facts.NEXT_SERVER, facts.getOrDefault(Facts.SERVER, "")))
                .filter(text -> !text.isEmpty())
                .orElse("the boot server");
        return Optional.of(trouble(
                        Confidence.LIKELY,
                        "The machine knows what to fetch, but no request for it arrived: it cannot reach %s by TFTP."
                                .formatted(server))
                .seen(
                        file.isEmpty()
                                ? "the loader was named"
                                : "it was told to fetch '%s' from %s".formatted(file, server))
                .next(
                        "See that a firewall lets UDP port 69 in to %s, and the answers out.".formatted(server),
                        "See that %s is the address of the TFTP server (next-server, option 66); many firmwares take no"
                                        .formatted(server)
                                + " name there, only an address.",
                        "Where the TFTP server is in another subnet, the offer must name a router (option 3)."));
    }

    private static Optional<Diagnosis> nothingToBoot(BootCase boot) {
        boolean asks = boot.events().anyMatch(BootCase::isFirmware);
        if (!boot.endsAt(Step.ACKNOWLEDGE) || !asks || namesFile(boot)) {
            return Optional.empty();
        }
        boolean anything = boot.events()
                .anyMatch(event ->
                        event.step() == Step.OFFER && !BootCase.isFact(event, Facts.OFFERS, Facts.OFFERS_ADDRESS));
        if (anything) {
            return Optional.empty();
        }
        return Optional.of(trouble(Confidence.CERTAIN, "The machine got an address, but nobody told it what to boot.")
                .seen("offers by %s hold no file and no boot server"
                        .formatted(String.join(", ", boot.offering(Facts.OFFERS_ADDRESS))))
                .next(
                        "See that the boot server runs, and that its configuration names this interface.",
                        "In another subnet, the relay must send to the boot server as well as to the DHCP"
                                + " server."));
    }

    private static Optional<Diagnosis> twoBootServers(BootCase boot) {
        List<String> servers = boot.offering(Facts.OFFERS_BOOT, Facts.OFFERS_BOTH);
        if (servers.size() < 2) {
            return Optional.empty();
        }
        boolean reached = boot.has(Step.SCRIPT_SENT);
        String cause = "Two servers offer this machine a boot: %s. Which one it takes is chance."
                .formatted(String.join(" and ", servers));
        Diagnosis found = reached ? note(Confidence.CERTAIN, cause) : trouble(Confidence.LIKELY, cause);
        return Optional.of(found.seen("offers with a boot server or a file by each of them")
                .next("Switch the boot options of one of them off: options 60, 66 and 67, next-server and filename."));
    }

    private static Optional<Diagnosis> falseBootServer(BootCase boot) {
        Optional<HostEvent> claims = boot.first(event -> event.step() == Step.OFFER
                && BootCase.isFact(event, Facts.OFFERS, Facts.OFFERS_BOTH)
                && event.facts().getOrDefault(Facts.OFFER_CLASS, "").startsWith("PXEClient")
                && !event.facts().containsKey(Facts.FILE));
        if (claims.isEmpty() || !boot.isQuiet() || boot.has(Step.LOADER_REQUEST)) {
            return Optional.empty();
        }
        return claims.map(event -> trouble(
                        Confidence.LIKELY,
                        "The DHCP server %s says that it is a boot server too (option 60 \"PXEClient\"), but names no"
                                        .formatted(event.facts().getOrDefault(Facts.SERVER, "here"))
                                + " file: firmware asks it on port 4011 and listens to no other.")
                .seen("its offer holds option 60 and no file")
                .next("Remove option 60 (vendor class identifier) from that server."));
    }
}
