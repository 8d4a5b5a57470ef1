package dev.slipway.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a virtual machine starts with. The UEFI builds are those of Debian's `ovmf` package.
public enum Firmware {
    /// A legacy BIOS. What it and boot loaders show on the screen goes to the serial port too.
    SEABIOS {
        @Override
        List<String> arguments(Path directory) {
            return List.of("-machine", "q35,graphics=off");
        }
    },
    /// UEFI without Secure Boot.
    OVMF {
        @Override
        List<String> arguments(Path directory) throws IOException {
            return flash("q35", "OVMF_CODE_4M.fd", "OVMF_VARS_4M.fd", directory);
        }
    },
    /// UEFI that enforces Secure Boot with Microsoft's keys enrolled, as machines are sold.
    OVMF_SECURE_BOOT {
        @Override
        List<String> arguments(Path directory) throws IOException {
            return flash("q35,smm=on", "OVMF_CODE_4M.secboot.fd", "OVMF_VARS_4M.ms.fd", directory);
        }
    };

    private static final Path BUILDS = Path.of("/usr/share/OVMF");

    /// QEMU's arguments for it.
    ///
    /// @param directory where the machine's own copy of the firmware's variables goes
    abstract List<String> arguments(Path directory) throws IOException;

    private static List<String> flash(String machine, String code, String variables, Path directory)
            throws IOException {
        Path ownVariables = Files.copy(BUILDS.resolve(variables), directory.resolve(variables));
        return List.of(
                "-machine",
                machine,
                "-global",
                "driver=cfi.pflash01,property=secure,value=" + (machine.contains("smm=on") ? "on" : "off"),
                "-drive",
                "if=pflash,unit=0,format=raw,readonly=on,file=" + BUILDS.resolve(code),
                "-drive",
                "if=pflash,unit=1,format=raw,file=" + ownVariables);
    }
}
