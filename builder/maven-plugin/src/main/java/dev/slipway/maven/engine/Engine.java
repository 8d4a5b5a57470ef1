package dev.slipway.maven.engine;

import java.util.Locale;

/// What the engine can be had to build: the main class that does it, and how its result reads.
public enum Engine {
    /// An installer ISO.
    INSTALLER("dev.slipway.builder.installer.process.InstallerProcess") {
        @Override
        String details(Message result) {
            return "volume %s, flavour %s".formatted(result.field(2), result.field(3));
        }
    },
    /// An appliance, or its disk alone.
    OVA("dev.slipway.ova.process.OvaProcess") {
        @Override
        String details(Message result) {
            return "%s, a disk of %s".formatted(result.field(2), size(Long.parseLong(result.field(3))));
        }
    };

    private final String mainClass;

    Engine(String mainClass) {
        this.mainClass = mainClass;
    }

    String mainClass() {
        return mainClass;
    }

    /// What a result says beside the file, its size and the time.
    abstract String details(Message result);

    /// Bytes as people read them.
    static String size(long bytes) {
        return bytes < 1L << 30
                ? String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0)
                : String.format(Locale.ROOT, "%.1f GiB", bytes / 1073741824.0);
    }
}
