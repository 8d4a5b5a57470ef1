package dev.slipway.machine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a virtual machine starts with, and with it which processor it has. The UEFI builds are those of Debian's
/// packages `ovmf` and `qemu-efi-aarch64`.
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
    },
    /// UEFI of a 64-bit ARM server, without Secure Boot.
    AAVMF {
        @Override
        List<String> arguments(Path directory) throws IOException {
            List<String> arguments = new ArrayList<>(List.of("-machine", "virt", "-cpu", "cortex-a57"));
            Path builds = Path.of("/usr/share/AAVMF");
            arguments.addAll(pflash(
                    builds.resolve("AAVMF_CODE.fd"), builds.resolve("AAVMF_VARS.fd"), "qemu-efi-aarch64", directory));
            return arguments;
        }

        @Override
        String program() {
            return "qemu-system-aarch64";
        }

        @Override
        String debianPackage() {
            return "qemu-system-arm";
        }

        @Override
        List<String> screen() {
            return List.of("-device", "ramfb");
        }

        @Override
        List<String> opticalBus(int order) {
            return order == 0 ? List.of("-device", "virtio-scsi-pci") : List.of();
        }

        @Override
        String opticalDrive() {
            return "scsi-cd";
        }
    };

    private static final Path BUILDS = Path.of("/usr/share/OVMF");

    /// QEMU's arguments for it.
    ///
    /// @param directory where the machine's own copy of the firmware's variables goes
    /// @throws MissingPartException where its build is not installed
    abstract List<String> arguments(Path directory) throws IOException;

    /// The QEMU that has such machines.
    String program() {
        return "qemu-system-x86_64";
    }

    /// The package that the program comes with.
    String debianPackage() {
        return "qemu-system-x86";
    }

    /// Where the program is, on the path.
    ///
    /// @throws MissingPartException where it is not installed
    String findProgram() throws MissingPartException {
        return findProgram(System.getenv().getOrDefault("PATH", ""));
    }

    String findProgram(String path) throws MissingPartException {
        return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                .map(place -> Path.of(place, program()))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new MissingPartException(program(), debianPackage()))
                .toString();
    }

    /// QEMU's arguments for the screen.
    List<String> screen() {
        return List.of("-vga", "std");
    }

    /// QEMU's arguments for what a drive for CDs hangs on.
    ///
    /// @param order the drive's place in the boot order
    List<String> opticalBus(int order) {
        return List.of();
    }

    /// QEMU's name for a drive for CDs.
    String opticalDrive() {
        return "ide-cd";
    }

    private static List<String> flash(String machine, String code, String variables, Path directory)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-machine",
                machine,
                "-global",
                "driver=cfi.pflash01,property=secure,value=" + (machine.contains("smm=on") ? "on" : "off")));
        arguments.addAll(pflash(BUILDS.resolve(code), BUILDS.resolve(variables), "ovmf", directory));
        return arguments;
    }

    private static List<String> pflash(Path code, Path variables, String debianPackage, Path directory)
            throws IOException {
        for (Path part : List.of(code, variables)) {
            if (!Files.isReadable(part)) {
                throw new MissingPartException(part.toString(), debianPackage);
            }
        }
        Path ownVariables = Files.copy(variables, directory.resolve("variables.fd"));
        return List.of(
                "-drive",
                "if=pflash,unit=0,format=raw,readonly=on,file=" + code,
                "-drive",
                "if=pflash,unit=1,format=raw,file=" + ownVariables);
    }
}
