package dev.slipway.builder.oci.peers;

import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.MediaTypes;
import dev.slipway.testkit.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An OCI layout with an image for each of two platforms, of two layers each, made by umoci; and what the test adds
/// by hand where no tool of Debian's writes it.
record PeerLayout(Path directory, Path scratch) {

    static final String NAMED = "\"org.opencontainers.image.ref.name\":\"%s\"";

    static PeerLayout make(Path scratch) throws IOException {
        PeerLayout layout = new PeerLayout(scratch.resolve("layout"), scratch);
        Tool.of("umoci", "init", "--layout", layout.directory).run();
        layout.addImage("amd64");
        layout.addImage("arm64");
        return layout;
    }

    private void addImage(String architecture) throws IOException {
        String image = directory + ":" + architecture;
        Tool.of("umoci", "new", "--image", image).run();
        Tool.of("umoci", "config", "--image", image, "--architecture", architecture)
                .run();
        for (String layer : new String[] {"lower", "upper"}) {
            Path files = Files.createDirectories(scratch.resolve(architecture + "-" + layer));
            Files.writeString(files.resolve(layer), layer + " of " + architecture);
            Tool.of("umoci", "insert", "--rootless", "--image", image, files, "/etc/" + layer)
                    .run();
        }
    }

    Digest digestOf(String tag) throws IOException {
        String index = Files.readString(directory.resolve("index.json"));
        Matcher entry = Pattern.compile("\"digest\":\"(sha256:[0-9a-f]{64})\",\"size\":[0-9]+,\"annotations\":\\{"
                        + NAMED.formatted(tag))
                .matcher(index);
        if (!entry.find()) {
            throw new AssertionError("no " + tag + " in " + index);
        }
        return Digest.parse(entry.group(1));
    }

    String read(Digest blob) throws IOException {
        return Files.readString(path(blob));
    }

    /// A blob that is put into the layout.
    Digest write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Files.write(path(Digest.of(bytes)), bytes);
        return Digest.of(bytes);
    }

    Path path(Digest blob) {
        return directory.resolve("blobs/sha256").resolve(blob.hex());
    }

    /// An entry `name` of the layout for a document that is put into it.
    Digest add(String name, String mediaType, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        write(json);
        Path index = directory.resolve("index.json");
        String entry = "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d,\"annotations\":{%s}},"
                .formatted(mediaType, Digest.of(bytes), bytes.length, NAMED.formatted(name));
        Files.writeString(index, Files.readString(index).replace("\"manifests\":[", "\"manifests\":[" + entry));
        return Digest.of(bytes);
    }

    /// Both images under one name.
    Digest addIndex(String name) throws IOException {
        return add(
                name,
                MediaTypes.OCI_INDEX,
                "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s,%s]}"
                        .formatted(MediaTypes.OCI_INDEX, entry("arm64"), entry("amd64")));
    }

    private String entry(String architecture) throws IOException {
        Digest digest = digestOf(architecture);
        return ("{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d,"
                        + "\"platform\":{\"architecture\":\"%s\",\"os\":\"linux\"}}")
                .formatted(MediaTypes.OCI_MANIFEST, digest, Files.size(path(digest)), architecture);
    }
}
