package dev.slipway.builder.siteimage;

import dev.slipway.builder.base.BaseReference.IsoFile;
import dev.slipway.builder.evidence.Provenance;
import dev.slipway.builder.installer.InstallerRequest;
import dev.slipway.image.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Tells what a shared image is made of without reading it, so that the one of the build before can be used again.
final class PlanKey {

    /// Other layouts of other versions of Slipway are other images.
    private static final String VERSION = "1";

    /// A file that changed just now may change again within the resolution of its time.
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private PlanKey() {}

    /// Empty where only planning can tell: for bases that are no file.
    static Optional<String> of(InstallerRequest request) throws IOException {
        if (!(request.base() instanceof IsoFile(Path base))) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(VERSION)
                .append('\n')
                .append(Provenance.version().orElse(""))
                .append('\n')
                .append(request.medium());
        Map<String, Path> inputs = new TreeMap<>(request.medium().additions());
        inputs.put("", base);
        for (Map.Entry<String, Path> input : inputs.entrySet()) {
            Path file = input.getValue();
            if (!Files.exists(file)
                    || Files.getLastModifiedTime(file)
                            .toInstant()
                            .isAfter(Instant.now().minus(SETTLED))) {
                return Optional.empty();
            }
            text.append('\n').append(input.getKey()).append('=').append(identity(file));
        }
        return Optional.of(
                Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)).hex());
    }

    private static String identity(Path file) throws IOException {
        Path real = file.toRealPath();
        String attributes = real.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? "unix:size,ino,dev,lastModifiedTime,ctime"
                : "size,lastModifiedTime";
        return real + " " + new TreeMap<>(Files.readAttributes(real, attributes));
    }
}
