package dev.slipway.ova.build;

import dev.slipway.builder.problem.Problem;
import dev.slipway.ova.ovf.DiskController;
import dev.slipway.ova.ovf.Firmware;
import dev.slipway.ova.ovf.GuestOs;
import dev.slipway.ova.ovf.Hardware;
import dev.slipway.ova.ovf.HardwareVersion;
import dev.slipway.ova.ovf.NetworkAdapter;
import dev.slipway.ova.ovf.NetworkCard;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What somebody said of the machine, as it was said.
///
/// @param memoryBytes in bytes
/// @param cards each `ADAPTER`, `ADAPTER:NETWORK` or `NETWORK`
public record MachineParameters(
        Optional<Integer> cpus,
        Optional<Long> memoryBytes,
        Optional<String> firmware,
        boolean secureBoot,
        Optional<String> controller,
        Optional<String> hardwareVersion,
        Optional<String> guestOs,
        List<String> cards) {

    public MachineParameters {
        cards = List.copyOf(cards);
    }

    /// The machine that they make.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where there is no such machine
    public Hardware hardware() {
        Hardware usual = Hardware.DEFAULT;
        return new Hardware(
                cpus.orElse(usual.cpus()),
                memoryBytes.map(MachineParameters::mebibytes).orElse(usual.memoryMebibytes()),
                firmware.map(name -> named("firmware", name, Firmware.values())).orElse(usual.firmware()),
                secureBoot,
                controller
                        .map(name -> named("controller", name, DiskController.values()))
                        .orElse(usual.controller()),
                hardwareVersion.map(HardwareVersion::parse).orElse(usual.version()),
                guestOs.map(GuestOs::of).orElse(usual.guestOs()));
    }

    private static int mebibytes(long bytes) {
        return Math.clamp(bytes >> 20, 0, Integer.MAX_VALUE);
    }

    /// Its network cards; one where nothing is said.
    public List<NetworkCard> networkCards() {
        return cards.isEmpty()
                ? List.of(new NetworkCard(NetworkCard.NETWORK_DEFAULT, NetworkAdapter.VMXNET3))
                : cards.stream().map(MachineParameters::card).toList();
    }

    private static NetworkCard card(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return adapter(text)
                    .map(known -> new NetworkCard(NetworkCard.NETWORK_DEFAULT, known))
                    .orElseGet(() -> new NetworkCard(text, NetworkAdapter.VMXNET3));
        }
        return new NetworkCard(
                text.substring(colon + 1), named("nic", text.substring(0, colon), NetworkAdapter.values()));
    }

    private static Optional<NetworkAdapter> adapter(String name) {
        return Arrays.stream(NetworkAdapter.values())
                .filter(known -> known.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static <E extends Enum<E>> E named(String what, String name, E[] values) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> Problem.usage("ova." + what, "'%s' is no %s that is known".formatted(name, what))
                        .fix("give one of "
                                + Arrays.stream(values)
                                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ")))
                        .exception());
    }
}
