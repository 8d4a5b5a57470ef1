package dev.slipway.builder.boottest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is booted, in what machine, and what it must do.
///
/// @param image an ISO, a disk image (raw, qcow2, vmdk, vdi, vhdx), or an OVA, whose first disk is meant
/// @param medium as what the image is put in; by what it is where nothing is said
/// @param seed a CD image with user-data (NoCloud's `cidata`), in a second drive
/// @param disks behind the image in boot order, and before the seed
/// @param memoryMebibytes of the machine
/// @param expectations one after the other; that somebody may log in where there are none
/// @param timeout for all of them together
/// @param screenshot where a picture of the screen goes: the last one that could be taken
public record BootTestRequest(
        Path image,
        BootFirmware firmware,
        Optional<BootMedium> medium,
        Optional<Path> seed,
        List<TestDisk> disks,
        int memoryMebibytes,
        List<Expectation> expectations,
        Duration timeout,
        Optional<Path> screenshot) {

    /// What a system asks on its console once it is up.
    public static final String LOGIN_PROMPT = "login:";

    /// Enough for live systems that copy themselves into memory.
    public static final int MEMORY_MEBIBYTES_DEFAULT = 2048;

    /// Of the whole test.
    public static final Duration TIMEOUT_DEFAULT = Duration.ofMinutes(5);

    public BootTestRequest {
        disks = List.copyOf(disks);
        expectations = expectations.isEmpty()
                ? List.of(new Expectation.ConsoleLine(Pattern.compile(LOGIN_PROMPT)))
                : List.copyOf(expectations);
        if (memoryMebibytes <= 0 || !timeout.isPositive()) {
            throw new IllegalArgumentException("a machine without memory or time boots nothing");
        }
    }

    /// The image under BIOS, by what it is, until somebody may log in.
    public static BootTestRequest of(Path image) {
        return new BootTestRequest(
                image,
                BootFirmware.BIOS,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                MEMORY_MEBIBYTES_DEFAULT,
                List.of(),
                TIMEOUT_DEFAULT,
                Optional.empty());
    }
}
