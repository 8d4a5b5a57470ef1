package dev.slipway.builder.oci.layout;

import dev.slipway.builder.oci.Descriptor;
import dev.slipway.builder.oci.Digest;
import dev.slipway.builder.oci.Document;
import dev.slipway.builder.oci.ImageDocument;
import dev.slipway.builder.oci.ImageIndex;
import dev.slipway.builder.oci.ImageSelection;
import dev.slipway.builder.oci.ImageSource;
import dev.slipway.builder.oci.Platform;
import dev.slipway.builder.oci.ResolvedImage;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An image in an OCI layout (OCI image specification v1.1, "Image Layout"). Blobs are read where they lie.
public final class OciLayout implements ImageSource {

    /// The file that tells a layout from any other directory.
    public static final String MARKER = "oci-layout";

    /// Under which a layout's entries are named.
    private static final String REFERENCE_NAME = "org.opencontainers.image.ref.name";

    private static final String INDEX = "index.json";

    private final String name;
    private final LayoutFiles files;
    private final Optional<String> tag;

    private OciLayout(String name, LayoutFiles files, Optional<String> tag) {
        this.name = name;
        this.files = files;
        this.tag = tag;
    }

    /// The image in a directory.
    ///
    /// @param tag which of the images; not needed where there is only one
    /// @throws ProblemException where there is no such directory
    public static OciLayout of(Path directory, Optional<String> tag) {
        String name = "oci:" + directory + tag.map(text -> ":" + text).orElse("");
        if (!Files.isDirectory(directory)) {
            throw Problem.input("base.missing", "there is no such base")
                    .at(name)
                    .exception();
        }
        return of(name, LayoutFiles.ofDirectory(directory), tag);
    }

    /// The image in a layout that lies anywhere.
    ///
    /// @param name what a user calls it
    public static OciLayout of(String name, LayoutFiles files, Optional<String> tag) {
        return new OciLayout(name, files, tag);
    }

    @Override
    public ResolvedImage resolve(Platform platform) throws IOException {
        Document index = file(INDEX);
        ImageIndex entries = index(index);
        List<Descriptor> chosen = chosen(entries);
        if (chosen.size() == 1) {
            Document root = read(chosen.getFirst(), "entry of %s in %s".formatted(INDEX, name));
            return ImageSelection.select(name, root, platform, this::read);
        }
        // Several entries of one name are as good as an index of them: one for each platform.
        return ImageSelection.select(name, indexOf(index, chosen, entries), platform, this::read);
    }

    private ImageIndex index(Document document) throws IOException {
        if (ImageDocument.decode(document, INDEX + " of " + name) instanceof ImageIndex entries) {
            return entries;
        }
        throw Problem.input("oci.layout", "the base is no OCI layout")
                .at(name)
                .because(INDEX + " is no index")
                .exception();
    }

    private List<Descriptor> chosen(ImageIndex index) {
        List<Descriptor> entries = index.manifests();
        if (tag.isEmpty()) {
            entries = entries.stream()
                    .filter(entry -> tagOf(entry).filter(OciLayout::isOfCosign).isEmpty())
                    .toList();
            boolean one = entries.stream().map(OciLayout::tagOf).distinct().count() <= 1;
            if (!one) {
                throw ambiguous(entries);
            }
            return entries;
        }
        List<Descriptor> named =
                entries.stream().filter(entry -> tagOf(entry).equals(tag)).toList();
        if (named.isEmpty()) {
            throw missing(tag.get(), entries);
        }
        return named;
    }

    /// Signatures and attestations, which are stored among the images, are none of them.
    private static boolean isOfCosign(String name) {
        return name.matches("sha256-[0-9a-f]{64}\\.(?:sig|att|sbom)");
    }

    private static Optional<String> tagOf(Descriptor entry) {
        return Optional.ofNullable(entry.annotations().get(REFERENCE_NAME));
    }

    private Document indexOf(Document whole, List<Descriptor> chosen, ImageIndex all) {
        if (chosen.size() == all.manifests().size()) {
            return whole;
        }
        throw Problem.input("oci.layout-tag", "several images of the layout have the same tag")
                .at(name)
                .because(chosen.stream().map(entry -> entry.digest().toString()).collect(Collectors.joining(", ")))
                .fix("tag each of them differently")
                .exception();
    }

    private ProblemException ambiguous(List<Descriptor> entries) {
        return Problem.usage("oci.layout-tag", "the layout holds several images")
                .at(name)
                .because(tagsOf(entries))
                .fix("name one: oci:DIRECTORY:TAG")
                .exception();
    }

    private ProblemException missing(String wanted, List<Descriptor> entries) {
        return Problem.input("oci.layout-tag", "the layout holds no image '%s'".formatted(wanted))
                .at(name)
                .because(tagsOf(entries))
                .exception();
    }

    private static String tagsOf(List<Descriptor> entries) {
        String tags = entries.stream()
                .flatMap(entry -> tagOf(entry).stream())
                .sorted()
                .distinct()
                .collect(Collectors.joining(", "));
        return tags.isEmpty() ? "none of its images has a tag" : "there are: " + tags;
    }

    private Document file(String path) throws IOException {
        Image image = files.find(path)
                .orElseThrow(() -> Problem.input("oci.layout", "the base is no OCI layout")
                        .at(name)
                        .because("it has no file " + path)
                        .exception());
        return Document.of(Document.readBounded(image, path + " of " + name));
    }

    private Document read(Descriptor descriptor, String place) throws IOException {
        return Document.verified(Document.readBounded(blob(descriptor.digest()), place), descriptor.digest(), place);
    }

    private Image blob(Digest digest) throws IOException {
        return files.find("blobs/sha256/" + digest.hex())
                .orElseThrow(() -> Problem.input("oci.blob-missing", "a part of the image is not in the layout")
                        .at(name)
                        .because("there is no blob " + digest)
                        .fix("copy the image anew; for one of several platforms, with that platform included")
                        .exception());
    }

    @Override
    public Optional<Document> sibling(String siblingTag) throws IOException {
        List<Descriptor> named = index(file(INDEX)).manifests().stream()
                .filter(entry -> tagOf(entry).filter(siblingTag::equals).isPresent())
                .toList();
        // Of several, nobody could say which one is meant.
        return named.size() == 1
                ? Optional.of(read(named.getFirst(), "entry %s of %s".formatted(siblingTag, name)))
                : Optional.empty();
    }

    @Override
    public InputStream open(Descriptor blob, long fromByte) throws IOException {
        SeekableByteChannel channel = blob(blob.digest()).open();
        return Channels.newInputStream(channel.position(fromByte));
    }

    @Override
    public Optional<Image> inPlace(Descriptor blob) throws IOException {
        return Optional.of(blob(blob.digest()));
    }

    @Override
    public String toString() {
        return name;
    }
}
