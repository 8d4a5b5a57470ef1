package dev.slipway.cli;

import dev.slipway.builder.problem.Problem;
import dev.slipway.pxe.doctor.Doctor;
import dev.slipway.pxe.doctor.DoctorReport;
import dev.slipway.pxe.doctor.DoctorText;
import dev.slipway.pxe.doctor.HostReport;
import dev.slipway.pxe.host.MacAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `slipway pxe doctor`.
@Command(
        name = "doctor",
        sortOptions = false,
        description = {
            "Says why a machine does not boot from the network: what it asked, what it was answered, where that ended,"
                    + " the likely cause, and what to do.",
            "",
            "Asks the boot server that runs on this machine, or reads a capture of anybody's boots, of other servers too:"
                    + " pcap or pcapng, of tcpdump or Wireshark. Exit status 1 where something is wrong.",
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway pxe doctor",
            "  slipway pxe doctor 52:54:00:12:34:56",
            "  tcpdump -ni eth0 -w boot.pcap 'udp or tcp port 80' & slipway pxe doctor --pcap boot.pcap"
        })
final class PxeDoctorCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "MAC",
            arity = "0..1",
            converter = MacAddressConverter.class,
            description = "The machine, by the address of its network card. Default: all that were seen.")
    private Optional<MacAddress> mac = Optional.empty();

    @Option(names = "--pcap", paramLabel = "FILE", description = "Read this capture.")
    private Optional<Path> pcap = Optional.empty();

    @Mixin
    private PxeServerOption server = new PxeServerOption();

    @Mixin
    private VerbOptions options = new VerbOptions();

    PxeDoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (pcap.isPresent() && server.isGiven()) {
            throw Problem.usage("doctor.source", "the doctor looks at one thing at a time")
                    .fix("give either --pcap FILE or --server URL")
                    .exception();
        }
        DoctorReport report = pcap.map(
                        file -> Doctor.ofPcap(surroundings.directory().resolve(file), mac))
                .orElseGet(() -> Doctor.ofServer(server.address(), mac, InstantSource.system()));
        if (options.json) {
            for (HostReport host : report.hosts()) {
                surroundings.out().println(JsonText.event("host", DoctorText.toMap(host)));
            }
        } else {
            int columns = surroundings.isTerminal() ? Math.min(surroundings.columns(), 120) : 100;
            surroundings.out().print(DoctorText.of(report, columns));
        }
        return report.isTrouble() ? Problem.Kind.CHECK.exitStatus() : 0;
    }
}
