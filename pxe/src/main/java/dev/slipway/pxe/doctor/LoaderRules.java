package dev.slipway.pxe.doctor;

import static dev.slipway.pxe.doctor.Diagnosis.trouble;

import dev.slipway.pxe.doctor.Diagnosis.Confidence;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// From the loader to its script.
final class LoaderRules {

    private static final int LOOP_MIN = 2;
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(60);

    private LoaderRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("loader-refused", "the firmware did not start the loader", LoaderRules::refused),
                new Rule("loader-silent", "the loader has no network", LoaderRules::silent),
                new Rule("loader-loop", "the loader is fetched again and again", LoaderRules::loop),
                new Rule("script-not-asked", "the loader did not fetch its script", LoaderRules::scriptNotAsked));
    }

    /// A boot that ended with its loader, after which the firmware began anew.
    private static Optional<HostEvent> lastLoaderInVain(BootCase boot) {
        if (boot.earlier().isEmpty()
                || boot.furthest().filter(LoaderRules::isBeyondLoader).isPresent()) {
            return Optional.empty();
        }
        List<HostEvent> before = boot.earlier().getLast();
        boolean ran = before.stream().anyMatch(event -> isBeyondLoader(event.step()) || isLoaderAsking(event));
        Optional<HostEvent> sent = before.stream()
                .filter(event -> event.step() == Step.LOADER_SENT)
                .reduce((first, second) -> second);
        Optional<HostEvent> anew = boot.events().findFirst();
        return ran
                ? Optional.empty()
                : sent.filter(event -> anew.filter(next ->
                                Duration.between(event.time(), next.time()).compareTo(REFUSED_WITHIN) <= 0)
                        .isPresent());
    }

    private static boolean isBeyondLoader(Step step) {
        return step.isProgress() && step.compareTo(Step.LOADER_SENT) > 0 && step != Step.DECISION;
    }

    private static boolean isLoaderAsking(HostEvent event) {
        return event.step() == Step.DISCOVER && BootCase.isFact(event, Facts.CLIENT, Facts.CLIENT_IPXE);
    }

    private static Optional<Diagnosis> refused(BootCase boot) {
        Optional<HostEvent> sent = lastLoaderInVain(boot);
        if (sent.isEmpty() || boot.isBios()) {
            return Optional.empty();
        }
        String file = sent.get().facts().getOrDefault(Facts.FILE, "the loader");
        boolean signed = file.toLowerCase(Locale.ROOT).contains("shim");
        String cause = signed
                ? "The firmware has fetched '%s' completely and begun anew: it did not start it, or it gave up at once."
                : "The firmware has fetched '%s' completely, has not started it and begun anew: Secure Boot refuses a"
                        + " loader that is not signed.";
        return Optional.of(trouble(signed ? Confidence.POSSIBLE : Confidence.LIKELY, cause.formatted(file))
                .seen(
                        sent.get().text(),
                        "the firmware asked for an address again soon after",
                        "the loader itself never asked for one")
                .next(
                        signed
                                ? "See that the loader is for this architecture, and that grubx64.efi lies beside shim."
                                : "Use the signed chain (shimx64.efi and grubx64.efi) for this machine, or switch Secure"
                                        + " Boot off in its firmware.",
                        "See the machine's screen: \"Access Denied\" or \"Security Violation\" is Secure Boot;"
                                + " \"Unsupported\" is the wrong architecture."));
    }

    private static Optional<Diagnosis> silent(BootCase boot) {
        boolean inVain = boot.isBios() && lastLoaderInVain(boot).isPresent();
        boolean asks = boot.last(Step.LOADER_SENT)
                .filter(sent -> boot.after(sent).anyMatch(LoaderRules::isLoaderAsking))
                .isPresent();
        if (!inVain && (!boot.endsAt(Step.LOADER_SENT) || asks || boot.isHttpBoot())) {
            return Optional.empty();
        }
        String file = boot.last(Step.LOADER_SENT)
                .or(() -> lastLoaderInVain(boot))
                .map(event -> event.facts().getOrDefault(Facts.FILE, ""))
                .filter(text -> !text.isEmpty())
                .orElse("the loader");
        String other = boot.isBios()
                ? "Try ipxe.pxe in place of undionly.kpxe, or the other way round: one brings its own drivers, the other"
                        + " uses the card's."
                : "Try snponly.efi in place of ipxe.efi, or the other way round: one uses the firmware's driver, the other"
                        + " brings its own.";
        return Optional.of(trouble(
                        Confidence.LIKELY,
                        "The machine has '%s', but nothing was heard of it since: the loader has no driver for this card,"
                                        .formatted(file)
                                + " or was not started.")
                .seen("the loader was sent whole", "the loader itself never asked for an address")
                .next(
                        other,
                        "See the machine's screen: \"no network devices\" is a missing driver; \"Access Denied\" is"
                                + " Secure Boot, which needs the signed chain.",
                        "On the switch, set the port to edge mode (portfast): the loader takes the link down and up again"
                                + " and gives up before spanning tree is done."));
    }

    /// How often the same file was sent as loader, where iPXE asked in between: a chain such as shim and GRUB is
    /// no loop.
    private static long sentInVain(BootCase boot) {
        Map<String, Long> sent = new HashMap<>();
        boolean asked = true;
        for (HostEvent event : boot.events().toList()) {
            asked |= isLoaderAsking(event);
            if (event.step() == Step.LOADER_SENT && asked) {
                sent.merge(event.facts().getOrDefault(Facts.FILE, ""), 1L, Long::sum);
                asked = false;
            }
        }
        return sent.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static Optional<Diagnosis> loop(BootCase boot) {
        long sent = sentInVain(boot);
        if (sent < LOOP_MIN || boot.has(Step.SCRIPT_SENT) || boot.has(Step.KERNEL_SENT)) {
            return Optional.empty();
        }
        return Optional.of(trouble(
                        Confidence.CERTAIN,
                        "The machine fetches its loader again and again: the DHCP server does not recognise that iPXE"
                                + " asks, and names the loader to it once more.")
                .seen("the loader was sent %d times in one boot, and no script".formatted(sent))
                .next(
                        "Where your DHCP server names the file, let it tell iPXE apart (option 77 is \"iPXE\", or option"
                                + " 175 is there) and name the script's URL to it.",
                        "Or let the boot server do it: remove options 66 and 67 from your DHCP server."));
    }

    private static Optional<Diagnosis> scriptNotAsked(BootCase boot) {
        Optional<HostEvent> asks = boot.last(LoaderRules::isLoaderAsking).filter(event -> !boot.has(Step.SCRIPT_SENT));
        boolean after = boot.furthest().filter(LoaderRules::isBeyondLoader).isPresent();
        if (asks.isEmpty()
                || after
                || !boot.isQuiet()
                || sentInVain(boot) >= LOOP_MIN
                || boot.failure(Facts.REASON_TLS).isPresent()
                || boot.has(Step.DECISION)) {
            return Optional.empty();
        }
        List<HostEvent> since = boot.after(asks.get()).toList();
        if (since.stream().noneMatch(event -> event.step() == Step.OFFER)) {
            return Optional.of(trouble(Confidence.LIKELY, "iPXE runs and asks for an address, but nobody answers it.")
                    .seen(asks.get().text())
                    .next(
                            "On the switch, set the port to edge mode (portfast): iPXE takes the link down and up"
                                    + " again.",
                            "See that the boot server does not leave iPXE alone: its log tells."));
        }
        String url = since.stream()
                .map(event -> event.facts().getOrDefault(Facts.FILE, ""))
                .filter(text -> !text.isEmpty())
                .reduce((first, second) -> second)
                .orElse("");
        if (!url.isEmpty() && !url.startsWith("http")) {
            return Optional.empty();
        }
        return Optional.of(trouble(
                        Confidence.LIKELY,
                        "iPXE runs and was told where its script is, but has not fetched it: it cannot reach the HTTP"
                                + " server.")
                .seen(boot.seen(
                        Facts.REASON_UNREACHABLE, url.isEmpty() ? "no script was sent" : "it was told to fetch " + url))
                .next(
                        "See that a firewall lets the HTTP port of the boot server pass, from the machine's subnet.",
                        "Where the URL holds a name, the DHCP server must name a DNS server: or use an address.",
                        "Where the URL is https, this iPXE must be built with HTTPS and trust the certificate."));
    }
}
