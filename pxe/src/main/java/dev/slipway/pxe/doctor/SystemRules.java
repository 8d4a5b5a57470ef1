package dev.slipway.pxe.doctor;

import static dev.slipway.pxe.doctor.Diagnosis.fine;
import static dev.slipway.pxe.doctor.Diagnosis.note;
import static dev.slipway.pxe.doctor.Diagnosis.trouble;

import dev.slipway.pxe.doctor.Diagnosis.Confidence;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// From the script to the running system.
final class SystemRules {

    /// Kernel and initrd start, find the card and load the root file system: slow machines take their time.
    private static final Duration START = Duration.ofSeconds(90);

    private static final Duration INSTALLER = Duration.ofMinutes(3);
    private static final Duration INSTALLATION = Duration.ofMinutes(45);
    private static final int LOOP_MIN = 2;

    private SystemRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("kernel-not-fetched", "a script and no kernel", SystemRules::kernel),
                new Rule("initrd-not-fetched", "a kernel and no initrd", SystemRules::initrd),
                new Rule("root-not-fetched", "the initrd did not fetch the system", SystemRules::root),
                new Rule("root-cut", "the system was fetched in part", SystemRules::rootCut),
                new Rule("user-data-not-fetched", "the system did not fetch its user-data", SystemRules::userData),
                new Rule("user-data-expired", "the capability of the user-data was too old", SystemRules::expired),
                new Rule("install-loop", "the machine is installed again and again", SystemRules::installLoop),
                new Rule("installing", "the installation is under way", SystemRules::installing),
                new Rule("runs", "the machine runs", SystemRules::runs));
    }

    private static Optional<Diagnosis> kernel(BootCase boot) {
        if (!boot.endsAt(Step.SCRIPT_SENT)
                || boot.failure(Facts.REASON_TLS).isPresent()
                || boot.isDecided(Facts.DECISION_WAIT)
                || boot.isDecided(Facts.DECISION_REFUSE)
                || boot.isDecided(Facts.DECISION_LOCAL)) {
            return Optional.empty();
        }
        return Optional.of(
                trouble(Confidence.LIKELY, "The machine has its script, but did not fetch the kernel that it names.")
                        .seen(boot.last(Step.SCRIPT_SENT).map(HostEvent::text).orElse(""))
                        .next(
                                "See the machine's screen: iPXE shows the URL and an error number; ipxe.org/err/ explains it.",
                                "Where the URL is https, iPXE must trust the certificate, which must be RSA, and the machine's"
                                        + " clock must be right.",
                                "Where the URL holds a name, a DNS server must resolve it in this network."));
    }

    private static Optional<Diagnosis> initrd(BootCase boot) {
        if (!boot.endsAt(Step.KERNEL_SENT)) {
            return Optional.empty();
        }
        return Optional.of(trouble(Confidence.LIKELY, "The machine has its kernel, but not its initrd.")
                .seen(boot.failure(Facts.REASON_CUT).map(HostEvent::text).orElse("the kernel was sent whole"))
                .next(
                        "See the machine's screen: an initrd that does not fit into memory is refused there.",
                        "See that the initrd is published: its URL, fetched by curl from the same subnet, tells."));
    }

    private static Optional<Diagnosis> root(BootCase boot) {
        if (!boot.endsAt(Step.INITRD_SENT)
                || !boot.isPast(Step.INITRD_SENT, START)
                || rootFailure(boot).isPresent()) {
            return Optional.empty();
        }
        boolean hasNetwork = boot.last(Step.INITRD_SENT)
                .filter(sent -> boot.after(sent)
                        .anyMatch(event -> event.step() == Step.DISCOVER
                                || event.step() == Step.REQUEST
                                || event.step() == Step.OTHER_DHCP))
                .isPresent();
        if (hasNetwork) {
            return Optional.of(trouble(
                            Confidence.LIKELY,
                            "The kernel runs and asked for an address, but did not fetch its root file system.")
                    .seen("an address was asked for after the initrd was sent")
                    .next(
                            "See the kernel's arguments: the URL (fetch=, root=live:, url=), and its spelling.",
                            "Where the URL is https, the initrd needs certificates and a clock that is right.",
                            "See the machine's screen for the initrd's own message."));
        }
        String card = boot.fact(Facts.CARD).map(CardMakers::describe).orElse("this network card");
        return Optional.of(trouble(
                        Confidence.LIKELY,
                        "The machine has kernel and initrd, and was not heard of since: the initrd has no driver or"
                                + " firmware for %s, or the kernel does not start.".formatted(card))
                .seen("no request for an address after the initrd was sent")
                .next(
                        "Put the card's driver, and its firmware file where it needs one, into the base's initrd.",
                        "With several cards, name the one to use: iPXE's BOOTIF=, or ip=INTERFACE:dhcp.",
                        "See the machine's screen or its serial console: a kernel panic stands there. Add console=ttyS0"
                                + " to the arguments where it has only a serial one."));
    }

    private static Optional<HostEvent> rootFailure(BootCase boot) {
        return boot.failure(Facts.REASON_CUT)
                .filter(event -> boot.has(Step.INITRD_SENT))
                .filter(event -> boot.after(event).noneMatch(later -> later.step() == Step.ROOT_SENT));
    }

    private static Optional<Diagnosis> rootCut(BootCase boot) {
        return rootFailure(boot)
                .map(event -> trouble(
                                Confidence.LIKELY,
                                "The machine broke off while it fetched its root file system: most often its memory was"
                                        + " full.")
                        .seen(event.text())
                        .next(
                                "The root file system is kept in memory: the machine needs its size%s and about 1 GB more."
                                        .formatted(Optional.ofNullable(
                                                        event.facts().get(Facts.SIZE))
                                                .map(" (%s bytes)"::formatted)
                                                .orElse("")),
                                "See its screen: \"No space left on device\" is memory; a pause and a new try is the"
                                        + " network."));
    }

    private static Optional<Diagnosis> userData(BootCase boot) {
        if (!boot.endsAt(Step.ROOT_SENT)
                || !boot.isPast(Step.ROOT_SENT, INSTALLER)
                || boot.isHttpBoot()
                || boot.failure(Facts.REASON_EXPIRED).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                trouble(Confidence.LIKELY, "The system was fetched and started, but never fetched its user-data.")
                        .seen(boot.last(Step.ROOT_SENT).map(HostEvent::text).orElse(""))
                        .next(
                                "See the kernel's arguments for config_url= or ds=nocloud-net, as the base understands them.",
                                "See that the URL can be reached from the running system: its network may differ from iPXE's"
                                        + " (VLAN, bond, proxy settings).",
                                "See the machine's screen: the installer says what it waits for."));
    }

    private static Optional<Diagnosis> expired(BootCase boot) {
        return boot.failure(Facts.REASON_EXPIRED)
                .filter(event -> boot.after(event).noneMatch(later -> later.step() == Step.USER_DATA_SENT))
                .map(event -> trouble(
                                Confidence.CERTAIN,
                                "The machine asked for its user-data too late: the capability in the URL had expired"
                                        + " (403).")
                        .seen(event.text())
                        .next(
                                "Boot the machine again: it gets a fresh one.",
                                "Where machines are this slow, let capabilities live longer.",
                                "See that boot server and machine boot anew, not from a script that somebody kept."));
    }

    private static Optional<Diagnosis> installLoop(BootCase boot) {
        long installed = boot.earlier().stream()
                .filter(events -> events.stream()
                        .anyMatch(event -> event.step() == Step.USER_DATA_SENT || event.step() == Step.BOOTED))
                .count();
        if (installed < LOOP_MIN) {
            return Optional.empty();
        }
        return Optional.of(
                trouble(Confidence.LIKELY, "The machine is installed again and again: it boots from the network first.")
                        .seen("%d earlier boots fetched user-data, and the firmware began anew".formatted(installed))
                        .next(
                                "Put the disk before the network in the firmware's boot order.",
                                "Or let the boot server send installed machines to their disk (decision: local)."));
    }

    private static Optional<Diagnosis> installing(BootCase boot) {
        if (boot.has(Step.BOOTED) || !boot.has(Step.USER_DATA_SENT)) {
            return Optional.empty();
        }
        return Optional.of(
                boot.isPast(Step.USER_DATA_SENT, INSTALLATION)
                        ? note(
                                        Confidence.POSSIBLE,
                                        "The machine has all it needs since long, and has not told that it is done.")
                                .next("Not every base tells. See its screen, or the management that it registers with.")
                        : fine("The machine has all it needs: the installation is under way."));
    }

    private static Optional<Diagnosis> runs(BootCase boot) {
        return boot.last(Step.BOOTED)
                .map(event -> fine("The machine told that it is done.").seen(event.text()));
    }
}
