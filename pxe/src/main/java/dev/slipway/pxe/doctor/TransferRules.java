package dev.slipway.pxe.doctor;

import static dev.slipway.pxe.doctor.Diagnosis.note;
import static dev.slipway.pxe.doctor.Diagnosis.trouble;

import dev.slipway.pxe.doctor.Diagnosis.Confidence;
import dev.slipway.pxe.trace.Facts;
import dev.slipway.pxe.trace.HostEvent;
import dev.slipway.pxe.trace.Step;
import java.util.List;
import java.util.Optional;

/// Files on their way.
final class TransferRules {

    /// What fits into Ethernet's 1500 bytes beside IPv4, UDP and TFTP.
    private static final int BLOCK_BYTES_SAFE = 1468;

    private TransferRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("tftp-no-data", "TFTP began and no data arrived", TransferRules::noData),
                new Rule("tftp-stalled", "TFTP stopped in the middle", TransferRules::stalled),
                new Rule("size-probe-only", "only the size was asked for", TransferRules::probeOnly),
                new Rule("not-found", "a file was asked for that is not there", TransferRules::notFound),
                new Rule("tls", "TLS could not be agreed", TransferRules::tls));
    }

    /// A transfer that failed, and whose file did not come at a later attempt.
    private static Optional<HostEvent> lastStall(BootCase boot) {
        return boot.failure(Facts.REASON_STALLED)
                .filter(event -> boot.after(event).noneMatch(later -> later.step() == Step.LOADER_SENT));
    }

    private static long block(HostEvent stall) {
        String told = stall.facts().getOrDefault(Facts.BLOCK, "");
        return told.matches("[0-9]{1,9}") ? Long.parseLong(told) : -1;
    }

    private static Optional<Diagnosis> noData(BootCase boot) {
        Optional<HostEvent> stall = lastStall(boot).filter(event -> block(event) <= 0);
        boolean hangs = boot.endsAt(Step.LOADER_REQUEST)
                && boot.last(Step.LOADER_REQUEST).filter(TransferRules::isProbe).isEmpty()
                && boot.failure(Facts.REASON_NOT_FOUND).isEmpty()
                && lastStall(boot).isEmpty();
        if ((stall.isEmpty() && !hangs) || boot.isHttpBoot()) {
            return Optional.empty();
        }
        return Optional.of(trouble(
                        Confidence.LIKELY,
                        "The machine asked for its loader, but not one block was acknowledged: the answers do not reach"
                                + " it, or what it answers does not come back.")
                .seen(stall.or(() -> boot.last(Step.LOADER_REQUEST))
                        .map(HostEvent::text)
                        .orElse(""))
                .next(
                        "A firewall that lets only port 69 pass stops TFTP: data goes by another port. Use the boot"
                                + " server's single-port mode, or let its port range pass.",
                        mtuAdvice(boot)));
    }

    private static String mtuAdvice(BootCase boot) {
        String told = boot.fact(Facts.BLOCK_SIZE).orElse("");
        boolean large = told.matches("[0-9]{1,5}") && Integer.parseInt(told) > BLOCK_BYTES_SAFE;
        return large
                ? "Blocks of %s bytes do not fit into one Ethernet frame: limit the block size to %d, or lower where a"
                                .formatted(told, BLOCK_BYTES_SAFE)
                        + " tunnel is on the way."
                : "Where a tunnel or a VPN is on the way, the MTU is smaller than 1500: limit the block size, for example"
                        + " to 1200.";
    }

    private static Optional<Diagnosis> stalled(BootCase boot) {
        return lastStall(boot)
                .filter(event -> block(event) > 0)
                .map(event -> trouble(
                                Confidence.LIKELY,
                                "The loader stopped on its way: the machine no longer acknowledged what was sent.")
                        .seen(event.text())
                        .next(
                                mtuAdvice(boot),
                                "See the switch port for errors, and for a speed that does not match at both ends.",
                                "Try a window size of 1: some firmwares lose blocks of larger windows."));
    }

    private static boolean isProbe(HostEvent event) {
        return BootCase.isFact(event, Facts.REASON, Facts.REASON_PROBE);
    }

    private static Optional<Diagnosis> probeOnly(BootCase boot) {
        Optional<HostEvent> probe = boot.last(TransferRules::isProbe);
        if (probe.isEmpty() || !boot.isQuiet() || boot.has(Step.LOADER_SENT)) {
            return Optional.empty();
        }
        boolean askedAgain = boot.after(probe.get()).anyMatch(event -> event.step() == Step.LOADER_REQUEST);
        return askedAgain
                ? Optional.empty()
                : Optional.of(note(
                                Confidence.POSSIBLE,
                                "The machine asked how large the loader is, and did not fetch it. To break off after the"
                                        + " size is what UEFI does; not to come back is not.")
                        .seen(probe.get().text())
                        .next(
                                "See the machine's screen: firmware that lacks memory for the file says so there.",
                                "Try a smaller loader, for example snponly.efi in place of ipxe.efi."));
    }

    private static Optional<Diagnosis> notFound(BootCase boot) {
        return boot.failure(Facts.REASON_NOT_FOUND)
                .filter(event -> boot.after(event)
                        .noneMatch(later -> later.step().isProgress()
                                && later.step().compareTo(Step.LOADER_SENT) >= 0
                                && later.step() != Step.DECISION))
                .map(event -> trouble(
                                Confidence.CERTAIN,
                                "The machine asked for a file that is not published: '%s'."
                                        .formatted(event.facts().getOrDefault(Facts.FILE, "?")))
                        .seen(event.text())
                        .next(
                                "Compare it with what your DHCP server names in option 67 or 'filename': letters, case"
                                        + " and folders count.",
                                "Where the name looks cut or has strange characters at its end, the DHCP server sends it"
                                        + " without its end: set it in the header field 'file' too."));
    }

    private static Optional<Diagnosis> tls(BootCase boot) {
        return boot.failure(Facts.REASON_TLS)
                .map(
                        event -> trouble(
                                        Confidence.CERTAIN,
                                        "The machine and the server could not agree on TLS: it does not trust the certificate, or"
                                                + " takes another kind of it.")
                                .seen(event.text())
                                .next(
                                        "iPXE takes RSA certificates only, and those that its build trusts: use plain HTTP for"
                                                + " what holds no secrets, or an iPXE that was built with your CA (TRUST=).",
                                        "For UEFI HTTPS boot, enrol the CA in the firmware (TLS authentication configuration).",
                                        "See the machine's clock: with an empty battery, every certificate is from the future."));
    }
}
