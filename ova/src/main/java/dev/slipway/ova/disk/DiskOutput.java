package dev.slipway.ova.disk;

import dev.slipway.image.Image;
import dev.slipway.image.ImageWriter.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Formats of a disk that QEMU's program makes of raw sectors.
public enum DiskOutput {
    /// QEMU's own.
    QCOW2("qcow2", ""),
    /// That of Hyper-V's first generation, and of Azure.
    VHD("vpc", "subformat=dynamic,force_size=on");

    private final String driver;
    private final String options;

    DiskOutput(String driver, String options) {
        this.driver = driver;
        this.options = options;
    }

    /// Finds out before the work whether it can be made here.
    public void require() {
        QemuImg.require("it writes %s".formatted(driver));
    }

    /// Writes a disk to a file that appears when it is complete.
    ///
    /// @param scratch a directory beside the file, with room for the whole disk twice
    public void write(Image sectors, Path scratch, Path target, Progress progress) throws IOException {
        Path raw = scratch.resolve("sectors.img");
        sectors.writeTo(raw, progress);
        Path converted = scratch.resolve("converted");
        List<String> words = new ArrayList<>(List.of("-f", "raw", "-O", driver));
        if (!options.isEmpty()) {
            words.addAll(List.of("-o", options));
        }
        QemuImg.convert(words, raw, converted);
        try (FileChannel channel = FileChannel.open(converted, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(converted, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
