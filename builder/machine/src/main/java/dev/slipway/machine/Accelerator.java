package dev.slipway.machine;

import java.util.Optional;

/// What runs the guest's instructions.
///
/// @param argument as QEMU's option `-accel` has it
public record Accelerator(String argument) {

    /// The environment variable that names one, so that nothing is tried out.
    public static final String VARIABLE = "SLIPWAY_ACCELERATOR";

    /// Software: slower by a factor of ten or more, and the same everywhere.
    public static final Accelerator EMULATION = new Accelerator("tcg,thread=multi");

    /// The processor itself, by way of Linux.
    public static final Accelerator KVM = new Accelerator("kvm");

    /// The fastest that works on this computer. Tried out once in a process.
    public static Accelerator ofThisComputer() {
        return Tried.BEST;
    }

    /// Tries out whether KVM works, whatever was found before: it does when a guest really ran under it.
    public static Accelerator probe() {
        return AcceleratorProbe.ofThisComputer().best();
    }

    /// The fastest for the machines of one of QEMU's programs: another processor than this computer's is emulated.
    static Accelerator forProgram(String program) {
        return program.equals(AcceleratorProbe.PROGRAM) ? ofThisComputer() : EMULATION;
    }

    /// Loaded when first asked.
    private static final class Tried {
        static final Accelerator BEST = Optional.ofNullable(System.getenv(VARIABLE))
                .filter(named -> !named.isBlank())
                .map(Accelerator::new)
                .orElseGet(Accelerator::probe);
    }
}
