package dev.slipway.builder.oci.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.Document;
import dev.slipway.builder.oci.JsonObject;
import dev.slipway.builder.oci.MediaTypes;
import dev.slipway.builder.oci.layout.OciLayout;
import dev.slipway.builder.oci.store.Crew;
import dev.slipway.builder.oci.store.LayerListener;
import dev.slipway.builder.oci.store.SharedProgress;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A tag in an OCI layout, which is made where there is none; other tags stay (OCI image specification v1.1, "Image
/// Layout"). The index is replaced last, at once. A base of Docker's family gets a manifest of OCI's here, as with
/// other
/// tools.
record LayoutDestination(Path directory, String tag) implements ImageDestination {

    private static final String REFERENCE_NAME = "org.opencontainers.image.ref.name";
    private static final String INDEX = "index.json";
    private static final byte[] MARKER = "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(UTF_8);

    /// Of the grammar of the specification, what every tool takes.
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/@+-]{0,127}");

    /// One at a time in this process; a lock of the file keeps other processes out.
    private static final Object UPDATE = new Object();

    static LayoutDestination of(Path directory, String tag) {
        if (!TAG.matcher(tag).matches()) {
            throw Problem.usage("publish.tag", "'%s' is no tag of a layout".formatted(tag))
                    .fix("use letters, digits and . _ - / @ +, at most 128")
                    .exception();
        }
        return new LayoutDestination(directory, tag);
    }

    @Override
    public PublishedImage write(CustomisedImage given, LayerListener listener) throws IOException {
        CustomisedImage image = given.inOciFamily();
        listener.step("Write oci:%s:%s".formatted(directory, tag));
        prepare();
        long bytes = image.blobs().stream()
                .mapToLong(blob -> blob.descriptor().size())
                .sum();
        SharedProgress progress = new SharedProgress(listener, bytes);
        Crew.run(image.blobs(), blob -> {
            write(blob, progress);
            return blob;
        });
        image.manifest().bytes().writeTo(blob(image.manifest().digest()));
        synchronized (UPDATE) {
            try (FileChannel marker = FileChannel.open(directory.resolve(OciLayout.MARKER), StandardOpenOption.WRITE);
                    FileLock held = marker.lock()) {
                assert held.isValid();
                updateIndex(image);
            }
        }
        return new PublishedImage(
                "oci:%s:%s".formatted(directory, tag), image.manifest().digest());
    }

    private void prepare() throws IOException {
        Path marker = directory.resolve(OciLayout.MARKER);
        if (!Files.exists(marker)) {
            if (Files.exists(directory) && !isEmpty(directory)) {
                throw Problem.usage("publish.no-layout", "the directory holds something else than an OCI layout")
                        .at(directory.toString())
                        .because("it is not empty, and has no file " + OciLayout.MARKER)
                        .fix("name a layout, or a directory that is not there yet")
                        .exception();
            }
            Files.createDirectories(directory);
            Image.ofBytes(MARKER).writeTo(marker);
        }
        Files.createDirectories(directory.resolve("blobs/sha256"));
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            return !files.iterator().hasNext();
        }
    }

    private Path blob(Digest digest) {
        return directory.resolve("blobs/sha256").resolve(digest.hex());
    }

    private void write(ImageBlob blob, SharedProgress progress) throws IOException {
        Path target = blob(blob.digest());
        if (Files.isRegularFile(target)
                && Files.size(target) == blob.descriptor().size()
                && Digest.of(Image.ofFile(target).sha256()).equals(blob.digest())) {
            progress.add(blob.descriptor().size());
            return;
        }
        try (InputStream in = blob.open(progress::add);
                WholeFile whole = WholeFile.beside(target)) {
            in.transferTo(Channels.newOutputStream(whole.channel()));
            whole.complete();
        }
    }

    private void updateIndex(CustomisedImage image) throws IOException {
        Path file = directory.resolve(INDEX);
        ObjectNode index = read(file);
        if (!(index.path("manifests") instanceof ArrayNode manifests)) {
            throw Problem.input("oci.malformed", "the layout's index is not what its specification says")
                    .at(file.toString())
                    .because("it has no list 'manifests'")
                    .exception();
        }
        manifests.removeIf(entry ->
                entry.path("annotations").path(REFERENCE_NAME).asString("").equals(tag));
        ObjectNode entry = manifests.addObject();
        entry.put("mediaType", image.mediaType())
                .put("digest", image.manifest().digest().toString())
                .put("size", image.manifest().bytes().size());
        image.platform().ifPresent(platform -> {
            ObjectNode node = entry.putObject("platform");
            node.put("architecture", platform.architecture()).put("os", platform.os());
            platform.variant().ifPresent(variant -> node.put("variant", variant));
        });
        entry.putObject("annotations").put(REFERENCE_NAME, tag);
        Image.ofBytes(index.toString().getBytes(UTF_8)).writeTo(file);
    }

    private static ObjectNode read(Path file) throws IOException {
        byte[] bytes = Files.exists(file)
                ? Document.readBounded(Image.ofFile(file), file.toString())
                : "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[]}"
                        .formatted(MediaTypes.OCI_INDEX)
                        .getBytes(UTF_8);
        return (ObjectNode) JsonObject.read(bytes, file.toString()).node();
    }
}
