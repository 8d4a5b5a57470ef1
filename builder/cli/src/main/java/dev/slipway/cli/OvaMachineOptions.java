package dev.slipway.cli;

import dev.slipway.ova.build.MachineParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options that say what machine an appliance is.
final class OvaMachineOptions {

    @Option(names = "--cpus", paramLabel = "NUMBER", description = "Its processors. Default: 4.")
    private Optional<Integer> cpus = Optional.empty();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "Its memory, such as 8G, which is the default.")
    private Optional<Long> memory = Optional.empty();

    @Option(
            names = "--firmware",
            paramLabel = "NAME",
            completionCandidates = Candidates.OvaFirmwares.class,
            description = "What it starts with: ${COMPLETION-CANDIDATES}. Default: efi.")
    private Optional<String> firmware = Optional.empty();

    @Option(names = "--secure-boot", description = "Start signed loaders only.")
    private boolean secureBoot;

    @Option(
            names = "--controller",
            paramLabel = "NAME",
            completionCandidates = Candidates.OvaControllers.class,
            description = "What its disks hang on: ${COMPLETION-CANDIDATES}. Default: pvscsi.")
    private Optional<String> controller = Optional.empty();

    @Option(
            names = "--nic",
            paramLabel = "ADAPTER[:NETWORK]",
            description = "A network card: vmxnet3, e1000 or e1000e, and the name of its network, which is mapped on"
                    + " import. Can be repeated. Default: vmxnet3:VM Network.")
    private List<String> cards = new ArrayList<>();

    @Option(
            names = "--hardware-version",
            paramLabel = "VERSION",
            description =
                    "The generation of VMware's hardware, vmx-13 to vmx-21. Default: vmx-17, which vSphere 7 and 8"
                            + " both run.")
    private Optional<String> hardwareVersion = Optional.empty();

    @Option(
            names = "--guest-os",
            paramLabel = "ID",
            completionCandidates = Candidates.GuestSystems.class,
            description = "What vSphere calls the system, such as ubuntu64Guest. Default: debian11_64Guest.")
    private Optional<String> guestOs = Optional.empty();

    MachineParameters parameters() {
        return new MachineParameters(cpus, memory, firmware, secureBoot, controller, hardwareVersion, guestOs, cards);
    }
}
