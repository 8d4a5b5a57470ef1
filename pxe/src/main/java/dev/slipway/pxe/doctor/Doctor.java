package dev.slipway.pxe.doctor;

import dev.slipway.builder.problem.Problem;
import dev.slipway.pxe.doctor.Diagnosis.Kind;
import dev.slipway.pxe.host.MacAddress;
import dev.slipway.pxe.pcap.MalformedCaptureException;
import dev.slipway.pxe.replay.CaptureReplay;
import dev.slipway.pxe.replay.CaptureReplay.Replayed;
import dev.slipway.pxe.trace.HostState;
import dev.slipway.pxe.trace.HostTrace;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Says what stopped a boot. Knows the usual ways in which boots fail, one [Rule] each, and asks all of them.
public final class Doctor {

    private static final int HOSTS_MAX = 50;

    private Doctor() {}

    /// What is to be said of a machine, the surest first. Empty where nothing is known to be wrong: it is under way.
    ///
    /// @param now the time, or the end of a capture: silence is a symptom
    public static List<Diagnosis> examine(HostTrace trace, Instant now) {
        BootCase boot = BootCase.last(trace, now);
        List<Diagnosis> found = new ArrayList<>(examine(boot));
        Optional<BootCase> before = boot.before().filter(boot::isNoFurtherThan);
        boolean fruitless = found.stream().noneMatch(diagnosis -> diagnosis.kind() != Kind.NOTE);
        if (before.isPresent() && fruitless) {
            examine(before.get()).stream()
                    .filter(diagnosis -> diagnosis.kind() == Kind.TROUBLE)
                    .forEach(found::add);
        }
        return found.stream()
                .sorted(Comparator.comparing(Diagnosis::kind)
                        .thenComparing(Diagnosis::confidence, Comparator.reverseOrder()))
                .toList();
    }

    private static List<Diagnosis> examine(BootCase boot) {
        return Rules.all().stream()
                .map(rule -> rule.apply(boot))
                .flatMap(Optional::stream)
                .toList();
    }

    /// Looks at a capture of any server's boots.
    ///
    /// @param wanted the machine to look at; empty for all
    public static DoctorReport ofPcap(Path file, Optional<MacAddress> wanted) {
        Replayed replayed;
        try (InputStream in = Files.newInputStream(file)) {
            replayed = CaptureReplay.of(in);
        } catch (MalformedCaptureException e) {
            throw Problem.input("doctor.capture", "this is no capture that can be read")
                    .at(file.toString())
                    .because(String.valueOf(e.getMessage()))
                    .fix("give a file of tcpdump -w or of Wireshark: pcap or pcapng")
                    .exception(e);
        } catch (NoSuchFileException e) {
            throw Problem.input("file.missing", "there is no such file")
                    .at(file.toString())
                    .exception(e);
        } catch (IOException e) {
            throw Problem.environment("doctor.capture", "the capture cannot be read")
                    .at(file.toString())
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        }
        List<String> remarks = new ArrayList<>();
        if (replayed.unknown() > 0) {
            remarks.add("%d of %d frames are of a kind of link that is not understood: capture on Ethernet"
                    .formatted(replayed.unknown(), replayed.frames()));
        }
        List<HostState> all = replayed.traces().hosts();
        return report(file.toString(), all, wanted, mac -> replayed.traces().of(mac), replayed.end(), remarks);
    }

    /// Asks a boot server that runs.
    ///
    /// @param server where its pages for administrators are: `http://127.0.0.1:8081`
    /// @param wanted the machine to look at; empty for those that were seen last
    public static DoctorReport ofServer(URI server, Optional<MacAddress> wanted, InstantSource clock) {
        try (AdminClient client = new AdminClient(server)) {
            List<HostState> all = wanted.isPresent() ? List.of() : client.hosts();
            return report(server.toString(), all, wanted, client::host, clock.instant(), new ArrayList<>());
        }
    }

    private interface Source {
        Optional<HostTrace> of(MacAddress mac);
    }

    private static DoctorReport report(
            String name,
            List<HostState> all,
            Optional<MacAddress> wanted,
            Source source,
            Instant now,
            List<String> remarks) {
        List<MacAddress> machines = wanted.map(List::of)
                .orElseGet(
                        () -> all.stream().limit(HOSTS_MAX).map(HostState::mac).toList());
        if (all.size() > machines.size() && wanted.isEmpty()) {
            remarks.add("%d more machines were seen; name one to see it".formatted(all.size() - machines.size()));
        }
        if (machines.isEmpty()) {
            remarks.add(
                    "no machine asked for an address or a boot: look where its requests must pass, and switch it on");
        }
        List<HostReport> reports = new ArrayList<>();
        for (MacAddress mac : machines) {
            Optional<HostTrace> trace = source.of(mac);
            if (trace.isPresent()) {
                reports.add(new HostReport(trace.get(), examine(trace.get(), now)));
            } else if (wanted.isPresent()) {
                HostTrace nothing = nothing(mac, now);
                reports.add(new HostReport(nothing, examine(nothing, now)));
            }
        }
        return new DoctorReport(name, reports, remarks);
    }

    private static HostTrace nothing(MacAddress mac, Instant now) {
        HostState state = new HostState(mac, Map.of(), now, now, 0, Optional.empty(), now, Optional.empty(), "");
        return new HostTrace(state, List.of(), 0, List.of(), 0);
    }
}
