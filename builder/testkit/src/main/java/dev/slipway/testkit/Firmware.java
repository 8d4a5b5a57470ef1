package dev.slipway.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
            arguments.addAll(pflash("/usr/share/AAVMF/AAVMF_CODE.fd", "/usr/share/AAVMF/AAVMF_VARS.fd", directory));
            return arguments;
        }

        @Override
        String command() {
            return "qemu-system-aarch64";
        }

        @Override
        List<String> screen() {
            return List.of("-device", "ramfb");
        }

        @Override
        List<String> opticalBus() {
            return List.of("-device", "virtio-scsi-pci");
        }

        @Override
        String opticalDrive() {
            return "scsi-cd";
        }
    };

    private static final String BUILDS = "/usr/share/OVMF/";

    /// QEMU's arguments for it.
    ///
    /// @param directory where the machine's own copy of the firmware's variables goes
    abstract List<String> arguments(Path directory) throws IOException;

    /// The QEMU that has such machines.
    String command() {
        return "qemu-system-x86_64";
    }

    /// QEMU's arguments for the screen.
    List<String> screen() {
        return List.of("-vga", "std");
    }

    /// QEMU's arguments for what a drive for CDs hangs on.
    List<String> opticalBus() {
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
        arguments.addAll(pflash(BUILDS + code, BUILDS + variables, directory));
        return arguments;
    }

    private static List<String> pflash(String code, String variables, Path directory) throws IOException {
        Path ownVariables = Files.copy(Path.of(variables), directory.resolve("variables.fd"));
        return List.of(
                "-drive",
                "if=pflash,unit=0,format=raw,readonly=on,file=" + code,
                "-drive",
                "if=pflash,unit=1,format=raw,file=" + ownVariables);
    }
}
