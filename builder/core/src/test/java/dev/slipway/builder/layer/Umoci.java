package dev.slipway.builder.layer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.image.Image;
import dev.slipway.image.scan.DirectoryScan;
import dev.slipway.image.tar.CompressedTar;
import dev.slipway.image.tar.CompressedTar.Compression;
import dev.slipway.image.tree.Directory;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Has umoci unpack layers, which takes root.
final class Umoci {

    private static final String MEDIA = "application/vnd.oci.image.";

    private Umoci() {}

    /// What umoci makes of an image of these layers.
    ///
    /// @param work an empty directory
    static Directory unpack(List<Layer> layers, Path work) throws IOException {
        Path layout = Files.createDirectory(work.resolve("layout"));
        write(layers, layout);
        return DirectoryScan.of(unpack(layout, work.resolve("bundle")));
    }

    static Path unpack(Path layout, Path bundle) {
        Tool.of("umoci", "unpack", "--image", layout + ":latest", bundle).run();
        return bundle.resolve("rootfs");
    }

    /// The layers of the image `latest` in a layout, unpacked beside it.
    static List<Layer> layers(Path layout) throws IOException {
        JsonNode index = json(layout.resolve("index.json"));
        JsonNode manifest = json(blob(layout, index.path("manifests").path(0)));
        List<Layer> layers = new ArrayList<>();
        for (JsonNode layer : manifest.path("layers")) {
            Path blob = blob(layout, layer);
            Path tar = layout.resolveSibling(blob.getFileName() + ".tar");
            if (Compression.of(blob) == Compression.NONE) {
                Files.copy(blob, tar, StandardCopyOption.REPLACE_EXISTING);
            } else {
                CompressedTar.decompress(blob, tar, 1 << 30);
            }
            layers.add(new Layer(layer.path("digest").asString(), Image.ofFile(tar)));
        }
        return layers;
    }

    private static Path blob(Path layout, JsonNode descriptor) {
        return layout.resolve("blobs")
                .resolve(descriptor.path("digest").asString().replace(':', '/'));
    }

    private static JsonNode json(Path file) {
        return JsonMapper.shared().readTree(file.toFile());
    }

    /// Writes an image layout (OCI image specification 1.1, image-layout.md).
    private static void write(List<Layer> layers, Path layout) throws IOException {
        Files.createDirectories(layout.resolve("blobs/sha256"));
        Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        String diffIds =
                layers.stream().map(layer -> "\"" + layer.digest() + "\"").collect(Collectors.joining(","));
        String config = blob(
                "config.v1+json",
                Image.ofBytes(
                        "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[%s]}}"
                                .formatted(diffIds)
                                .getBytes(UTF_8)),
                layout);
        StringBuilder blobs = new StringBuilder();
        for (Layer layer : layers) {
            blobs.append(blobs.isEmpty() ? "" : ",").append(blob("layer.v1.tar", layer.tar(), layout));
        }
        String manifest = "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}".formatted(config, blobs);
        String tagged = blob("manifest.v1+json", Image.ofBytes(manifest.getBytes(UTF_8)), layout)
                .replaceFirst("\\{", "{\"annotations\":{\"org.opencontainers.image.ref.name\":\"latest\"},");
        Files.writeString(layout.resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":[%s]}".formatted(tagged));
    }

    private static String blob(String type, Image content, Path layout) throws IOException {
        String digest = content.sha256().hex();
        content.writeTo(layout.resolve("blobs/sha256").resolve(digest));
        return "{\"mediaType\":\"%s\",\"digest\":\"sha256:%s\",\"size\":%d}"
                .formatted(MEDIA + type, digest, content.size());
    }
}
