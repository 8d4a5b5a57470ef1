package dev.slipway.pxe.doctor;

import static dev.slipway.pxe.doctor.Diagnosis.trouble;

import dev.slipway.pxe.doctor.Diagnosis.Confidence;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Firmware that fetches by HTTP (UEFI specification, chapter 24.7).
final class HttpBootRules {

    private static final Duration START = Duration.ofSeconds(90);

    private HttpBootRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("http-not-asked", "the firmware did not fetch its URL", HttpBootRules::notAsked),
                new Rule("http-redirect", "the firmware was sent elsewhere", HttpBootRules::redirected),
                new Rule("http-refused", "the firmware does not take what it fetched", HttpBootRules::refused),
                new Rule("iso-not-started", "an image was fetched and nothing followed", HttpBootRules::notStarted));
    }

    private static Optional<Diagnosis> notAsked(BootCase boot) {
        if (!boot.isHttpBoot()
                || boot.asksAs(Facts.CLIENT_IPXE)
                || !boot.endsAt(Step.REQUEST, Step.ACKNOWLEDGE, Step.BOOT_SERVER_REPLY)) {
            return Optional.empty();
        }
        String url = boot.fact(Facts.FILE).orElse("");
        String first = url.toLowerCase(Locale.ROOT).startsWith("http:")
                ? "Many firmwares refuse plain http until it is allowed in the firmware's network settings (\"Allow HTTP"
                        + " connections\")."
                : "The offer's option 67 must hold a URL, and option 60 \"HTTPClient\": firmware ignores any other.";
        return Optional.of(trouble(
                        Confidence.LIKELY,
                        "The firmware has an address and a URL, but has not fetched anything by HTTP.")
                .seen(boot.seen(Facts.REASON_UNREACHABLE, url.isEmpty() ? "no URL was offered" : "it was told " + url))
                .next(
                        first,
                        "See that a firewall lets the HTTP port pass from the machine's subnet.",
                        "Where the URL holds a name, the DHCP server must name a DNS server."));
    }

    private static boolean isRedirect(HostEvent event) {
        return event.facts().getOrDefault(Facts.ERROR, "").matches("30[12378]");
    }

    private static Optional<Diagnosis> redirected(BootCase boot) {
        if (!boot.isHttpBoot()) {
            return Optional.empty();
        }
        return boot.last(HttpBootRules::isRedirect)
                .map(event -> trouble(
                                Confidence.CERTAIN,
                                "The server sends the firmware elsewhere (status %s); few firmwares follow."
                                        .formatted(event.facts().getOrDefault(Facts.ERROR, "")))
                        .seen(event.text())
                        .next("Name the last URL in option 67 itself: no redirect, no query, ending in .efi or .iso."));
    }

    private static Optional<Diagnosis> refused(BootCase boot) {
        Optional<HostEvent> cut = boot.failure(Facts.REASON_CUT);
        boolean before = boot.furthest()
                .filter(step -> step.compareTo(Step.LOADER_SENT) < 0)
                .isPresent();
        if (!boot.isHttpBoot() || cut.isEmpty() || !before || !boot.isQuiet()) {
            return Optional.empty();
        }
        return Optional.of(trouble(
                        Confidence.POSSIBLE,
                        "The firmware began to fetch its URL and broke off: it does not take this kind of file, or has no"
                                + " room for it.")
                .seen(cut.get().text())
                .next(
                        "The type must be application/efi for a loader and application/vnd.efi-iso or application/octet-"
                                + "stream for an ISO, or the name must end in .efi or .iso.",
                        "An ISO is kept in memory: it must fit beside the system that it starts."));
    }

    private static Optional<Diagnosis> notStarted(BootCase boot) {
        boolean image = boot.last(Step.ROOT_SENT)
                .or(() -> boot.last(Step.LOADER_SENT))
                .map(event -> event.facts().getOrDefault(Facts.FILE, ""))
                .filter(file -> file.toLowerCase(Locale.ROOT).endsWith(".iso"))
                .isPresent();
        boolean past = boot.isPast(Step.ROOT_SENT, START) || boot.isPast(Step.LOADER_SENT, START);
        if (!boot.isHttpBoot() || !image || !past || boot.has(Step.USER_DATA_SENT) || boot.has(Step.BOOTED)) {
            return Optional.empty();
        }
        return Optional.of(trouble(
                        Confidence.POSSIBLE,
                        "The firmware has the whole ISO, and nothing was heard since. An ISO brings its user-data along"
                                + " and may need no network: then all is well.")
                .seen("the image was sent whole")
                .next(
                        "See the machine's screen. If the boot menu comes and the system finds no medium, its initrd"
                                + " lacks the drivers for disks in memory (nfit, nd_pmem).",
                        "If the firmware says that it is out of resources, the machine has too little memory: the ISO is"
                                + " kept in it as a whole.",
                        "With Secure Boot, the ISO's own loader must be signed."));
    }
}
