package dev.slipway.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Finds out whether QEMU runs guests with KVM. The device alone says little: in some sandboxes it can be opened, and
/// the first guest hangs. So a guest of a few instructions is run, and what it does is looked at.
///
/// @param program QEMU, or what stands in for it
/// @param device what KVM is reached by
/// @param deadline the time that the guest has
record AcceleratorProbe(String program, Path device, Duration deadline) {

    /// The machines that KVM is tried with.
    static final String PROGRAM = "qemu-system-x86_64";

    private static final int SECTOR_BYTES = 512;
    private static final int EXIT_PORT = 0xf4;
    private static final int ANSWER = 0x2a;

    /// QEMU's status after a guest wrote to its exit device: the written value doubled, and one.
    private static final int ANSWERED_STATUS = ANSWER << 1 | 1;

    static AcceleratorProbe ofThisComputer() {
        return new AcceleratorProbe(PROGRAM, Path.of("/dev/kvm"), Duration.ofSeconds(5));
    }

    /// KVM where it works.
    Accelerator best() {
        return Files.isReadable(device) && Files.isWritable(device) && works(Accelerator.KVM)
                ? Accelerator.KVM
                : Accelerator.EMULATION;
    }

    /// Whether a guest ran under it and said so.
    boolean works(Accelerator accelerator) {
        try (Scratch scratch = Scratch.createForProcess()) {
            Path sector = scratch.directory().resolve("sector");
            Files.write(sector, bootSector());
            return answers(command(accelerator, sector));
        } catch (IOException e) {
            // Neither QEMU nor a place to try it: nothing works here.
            return false;
        }
    }

    private List<String> command(Accelerator accelerator, Path sector) {
        return List.of(
                program,
                "-nodefaults",
                "-no-user-config",
                "-no-reboot",
                "-display",
                "none",
                "-machine",
                "q35",
                // Some sandboxes run QEMU's default processor, and abort at what a newer one has.
                "-cpu",
                Hardware.NEWEST_PROCESSOR,
                "-m",
                "16M",
                "-accel",
                accelerator.argument(),
                "-device",
                "isa-debug-exit,iobase=0x%x,iosize=1".formatted(EXIT_PORT),
                "-drive",
                "if=ide,format=raw,snapshot=on,file=" + sector.toString().replace(",", ",,"));
    }

    private boolean answers(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        try {
            return process.waitFor(deadline.toNanos(), TimeUnit.NANOSECONDS) && process.exitValue() == ANSWERED_STATUS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            // One that hangs inside the kernel may outlive this; it is not waited for.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /// `mov al, ANSWER; out EXIT_PORT, al; hlt`, and the mark that makes a BIOS start it.
    private static byte[] bootSector() {
        byte[] sector = new byte[SECTOR_BYTES];
        byte[] code = {(byte) 0xb0, ANSWER, (byte) 0xe6, (byte) EXIT_PORT, (byte) 0xf4};
        System.arraycopy(code, 0, sector, 0, code.length);
        sector[SECTOR_BYTES - 2] = 0x55;
        sector[SECTOR_BYTES - 1] = (byte) 0xaa;
        return sector;
    }
}
