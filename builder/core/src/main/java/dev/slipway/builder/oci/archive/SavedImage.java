package dev.slipway.builder.oci.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.oci.Descriptor;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.Document;
import dev.slipway.builder.oci.ImageConfig;
import dev.slipway.builder.oci.ImageSelection;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.JsonObject;
import dev.slipway.builder.oci.MediaTypes;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.ResolvedImage;
import dev.slipway.builder.oci.layout.LayoutFiles;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An image as `docker save` writes it (Docker image specification v1.2, "Combined Image JSON + Filesystem Changeset
/// Format"). There is no manifest in it; one is made, of the same bytes for the same image.
final class SavedImage implements ImageSource {

    static final String MANIFEST = "manifest.json";

    private static final int GZIP_MAGIC = 0x1F8B;
    private static final int ZSTD_MAGIC = 0x28B5;

    private final String name;
    private final Map<Digest, Image> blobs = new HashMap<>();
    private final Document manifest;

    private SavedImage(String name, LayoutFiles files, JsonObject entry) throws IOException {
        this.name = name;
        String configPath = entry.requiredText("Config");
        Document config = Document.of(Document.readBounded(find(files, configPath), configPath + " of " + name));
        blobs.put(config.digest(), config.bytes());
        List<Digest> diffIds =
                ImageConfig.decode(config, configPath + " of " + name).diffIds();
        List<String> paths = entry.texts("Layers");
        if (paths.size() != diffIds.size()) {
            throw entry.malformed("%d layers, but %d digests of them".formatted(paths.size(), diffIds.size()));
        }
        List<Descriptor> layers = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            layers.add(layer(find(files, paths.get(i)), diffIds.get(i)));
        }
        manifest = manifest(config, layers);
        blobs.put(manifest.digest(), manifest.bytes());
    }

    static SavedImage of(String name, LayoutFiles files, Optional<String> tag) throws IOException {
        String place = MANIFEST + " of " + name;
        List<JsonObject> entries =
                JsonObject.readList(Document.readBounded(files.find(MANIFEST).orElseThrow(), place), place);
        List<JsonObject> chosen = entries.stream()
                .filter(entry -> tag.isEmpty() || entry.texts("RepoTags").contains(tag.get()))
                .toList();
        if (chosen.size() != 1) {
            String tags = entries.stream()
                    .flatMap(entry -> entry.texts("RepoTags").stream())
                    .collect(Collectors.joining(", "));
            throw Problem.input(
                            "oci.archive-tag",
                            chosen.isEmpty()
                                    ? "the archive does not hold the image"
                                    : "the archive holds several images")
                    .at(name)
                    .because(tags.isEmpty() ? "none of its images has a tag" : "there are: " + tags)
                    .fix("save the one image into an archive of its own")
                    .exception();
        }
        return new SavedImage(name, files, chosen.getFirst());
    }

    private Image find(LayoutFiles files, String path) throws IOException {
        return files.find(path).orElseThrow(() -> missing(path));
    }

    private ProblemException missing(String what) {
        return Problem.input("oci.blob-missing", "a part of the image is not in the archive")
                .at(name)
                .because("there is no " + what)
                .exception();
    }

    /// A plain tar is named by its diff id, and verified against it when it is read. Some tools store compressed
    /// ones, whose digest stands nowhere.
    private Descriptor layer(Image content, Digest diffId) throws IOException {
        Digest digest = isCompressed(content) ? Digest.of(content.sha256()) : diffId;
        blobs.put(digest, content);
        return Descriptor.of(MediaTypes.DOCKER_LAYER, digest, content.size());
    }

    private static boolean isCompressed(Image content) throws IOException {
        if (content.size() < Short.BYTES) {
            return false;
        }
        byte[] start = content.slice(0, Short.BYTES).toByteArray(Short.BYTES);
        int magic = ((start[0] & 0xFF) << 8) | (start[1] & 0xFF);
        return magic == GZIP_MAGIC || magic == ZSTD_MAGIC;
    }

    private static Document manifest(Document config, List<Descriptor> layers) {
        String descriptors = layers.stream()
                .map(layer -> descriptor(layer.mediaType(), layer.digest(), layer.size()))
                .collect(Collectors.joining(","));
        return Document.of("{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
                .formatted(
                        MediaTypes.DOCKER_MANIFEST,
                        descriptor(
                                MediaTypes.DOCKER_CONFIG,
                                config.digest(),
                                config.bytes().size()),
                        descriptors)
                .getBytes(UTF_8));
    }

    private static String descriptor(String mediaType, Digest digest, long size) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%s}".formatted(mediaType, digest, Long.toString(size));
    }

    @Override
    public ResolvedImage resolve(Platform platform) throws IOException {
        return ImageSelection.select(
                name,
                manifest,
                platform,
                (descriptor, place) -> new Document(descriptor.digest(), blob(descriptor.digest())));
    }

    private Image blob(Digest digest) {
        @Nullable Image blob = blobs.get(digest);
        if (blob == null) {
            throw missing("blob " + digest);
        }
        return blob;
    }

    @Override
    public InputStream open(Descriptor blob, long fromByte) throws IOException {
        SeekableByteChannel channel = blob(blob.digest()).open();
        return Channels.newInputStream(channel.position(fromByte));
    }

    @Override
    public Optional<Image> inPlace(Descriptor blob) {
        return Optional.of(blob(blob.digest()));
    }

    @Override
    public String toString() {
        return Objects.requireNonNull(name);
    }
}
