package dev.slipway.ova.ovf;

import dev.slipway.builder.problem.Problem;

/// The machine without what is plugged into it.
///
/// @param secureBoot whether the firmware starts signed loaders only; needs EFI
/// @param controller what the disks hang on
public record Hardware(
        int cpus,
        int memoryMebibytes,
        Firmware firmware,
        boolean secureBoot,
        DiskController controller,
        HardwareVersion version,
        GuestOs guestOs) {

    private static final int CPUS_MAX = 768;

    /// 24 TiB.
    private static final int MEMORY_MEBIBYTES_MAX = 24 << 20;

    private static final int MEMORY_MEBIBYTES_MULTIPLE = 4;

    /// What an edge host wants at least. EFI, as it starts from any disk size and can have Secure Boot switched on
    /// later,
    /// while a machine cannot change its firmware: VirtualBox does not read the setting and starts with its BIOS.
    public static final Hardware DEFAULT =
            new Hardware(4, 8192, Firmware.EFI, false, DiskController.PVSCSI, HardwareVersion.DEFAULT, GuestOs.DEFAULT);

    /// @throws dev.slipway.builder.problem.ProblemException where there is no such machine
    public Hardware {
        if (cpus < 1 || cpus > CPUS_MAX) {
            throw Problem.usage("ova.cpus", "%d processors cannot be had".formatted(cpus))
                    .because("vSphere gives a machine 1 to %d".formatted(CPUS_MAX))
                    .exception();
        }
        if (memoryMebibytes < MEMORY_MEBIBYTES_MULTIPLE
                || memoryMebibytes > MEMORY_MEBIBYTES_MAX
                || memoryMebibytes % MEMORY_MEBIBYTES_MULTIPLE != 0) {
            throw Problem.usage("ova.memory", "%d MiB of memory cannot be had".formatted(memoryMebibytes))
                    .because("vSphere gives a machine multiples of %d MiB, up to %d"
                            .formatted(MEMORY_MEBIBYTES_MULTIPLE, MEMORY_MEBIBYTES_MAX))
                    .exception();
        }
        if (secureBoot && firmware != Firmware.EFI) {
            throw Problem.usage("ova.secure-boot", "Secure Boot needs EFI")
                    .because("a BIOS checks no signatures")
                    .fix("take the firmware efi")
                    .exception();
        }
    }
}
