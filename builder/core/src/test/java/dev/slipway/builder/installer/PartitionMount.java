package dev.slipway.builder.installer;

import dev.slipway.image.Image;
import dev.slipway.image.hybrid.HybridIso;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files of an image as others see them: through a mount of its first partition alone, and by xorriso.
final class PartitionMount {

    private static final int SECTOR_BYTES = 512;
    private static final Pattern XORRISO_LINE = Pattern.compile("(?m)^-\\S+ .* (\\d+) \\w{3} .{2} .{5} '(.*)'$");

    private PartitionMount() {}

    /// Regular files with their sizes, in the partition with the files.
    static Map<String, Long> files(Path image, Path mountPoint) throws IOException {
        HybridIso iso = HybridIso.open(Image.ofFile(image));
        long offset = iso.filesPartition().orElseThrow() * SECTOR_BYTES;
        Path partition = mountPoint.resolveSibling(mountPoint.getFileName() + ".partition");
        Image whole = Image.ofFile(image);
        whole.slice(offset, whole.size() - offset).writeTo(partition);
        Files.createDirectories(mountPoint);
        Tool.of("fuseiso", partition, mountPoint).run();
        try (Stream<Path> found = Files.walk(mountPoint)) {
            Map<String, Long> sizes = new TreeMap<>();
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                // Read to the end: a size alone says nothing of where the data lies.
                sizes.put("/" + mountPoint.relativize(file), (long) Files.readAllBytes(file).length);
            }
            // The boot catalog, which xorriso hides.
            sizes.remove("/boot.catalog");
            sizes.remove("/boot.cat");
            return sizes;
        } finally {
            Tool.of("fusermount", "-u", mountPoint).run();
            Files.delete(partition);
        }
    }

    static Map<String, Long> filesSeenByXorriso(Path image) {
        Map<String, Long> sizes = new TreeMap<>();
        String listing = Tool.of("xorriso", "-indev", image, "-find", "/", "-type", "f", "-exec", "lsdl")
                .run();
        Matcher line = XORRISO_LINE.matcher(listing);
        while (line.find()) {
            sizes.put(line.group(2), Long.parseLong(line.group(1)));
        }
        return sizes;
    }
}
