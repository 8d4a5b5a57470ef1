package dev.slipway.machine;

import java.nio.file.Path;
import java.util.Locale;

/// How the sectors of a disk lie in its file.
public enum DiskFormat {
    /// One after the other.
    RAW("raw"),
    /// QEMU's own.
    QCOW2("qcow2"),
    /// VMware's.
    VMDK("vmdk"),
    /// VirtualBox's.
    VDI("vdi"),
    /// Hyper-V's.
    VHDX("vhdx");

    private final String driver;

    DiskFormat(String driver) {
        this.driver = driver;
    }

    /// What a file's name promises: raw sectors where it promises nothing.
    public static DiskFormat ofName(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        for (DiskFormat format : values()) {
            if (name.endsWith("." + format.driver)) {
                return format;
            }
        }
        return RAW;
    }

    /// What QEMU calls it.
    String driver() {
        return driver;
    }
}
