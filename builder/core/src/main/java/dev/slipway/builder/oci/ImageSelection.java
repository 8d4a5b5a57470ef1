package dev.slipway.builder.oci;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the image for a platform below a document: through indexes, also nested ones, down to a manifest whose
/// configuration fits.
public final class ImageSelection {

    /// Nobody nests deeper than twice; a circle is not possible, as documents are named by their digests.
    private static final int DEPTH_MAX = 4;

    /// How many images are looked into that do not say for which platform they are.
    private static final int SILENT_MAX = 64;

    private final String name;
    private final Platform wanted;
    private final Documents documents;
    private final List<Platform> seen = new ArrayList<>();
    private int looks;

    private ImageSelection(String name, Platform wanted, Documents documents) {
        this.name = name;
        this.wanted = wanted;
        this.documents = documents;
    }

    /// Gives the document of a descriptor, verified.
    @FunctionalInterface
    public interface Documents {
        Document read(Descriptor descriptor, String place) throws IOException;
    }

    /// The image for `wanted` that `root` is or leads to.
    ///
    /// @param name what the user calls it
    /// @throws ProblemException where there is none; it tells the platforms that are there
    public static ResolvedImage select(String name, Document root, Platform wanted, Documents documents)
            throws IOException {
        ImageSelection selection = new ImageSelection(name, wanted, documents);
        Optional<Candidate> found = selection.find(root, DEPTH_MAX);
        if (found.isEmpty()) {
            throw selection.noneFits();
        }
        Candidate image = found.get();
        return new ResolvedImage(
                name, root.digest(), image.document, image.manifest, image.configDocument, image.config);
    }

    private record Candidate(Document document, ImageManifest manifest, Document configDocument, ImageConfig config) {}

    private Optional<Candidate> find(Document document, int depth) throws IOException {
        return switch (ImageDocument.decode(document, placeOf(document))) {
            case ImageManifest manifest -> candidate(document, manifest);
            case ImageIndex index -> {
                seen.addAll(index.platforms());
                yield findIn(index, depth);
            }
        };
    }

    private Optional<Candidate> findIn(ImageIndex index, int depth) throws IOException {
        if (depth == 0) {
            throw Problem.input("oci.nesting", "the image's indexes are nested too deeply")
                    .at(name)
                    .because("more than %d of them lie in each other".formatted(DEPTH_MAX))
                    .exception();
        }
        List<Descriptor> said = index.saidToBeFor(wanted);
        for (Descriptor descriptor : said.isEmpty() ? index.silent() : said.subList(0, 1)) {
            if (++looks > SILENT_MAX) {
                break;
            }
            Optional<Candidate> found = find(documents.read(descriptor, placeOf(descriptor.digest())), depth - 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Candidate> candidate(Document document, ImageManifest manifest) throws IOException {
        String place = "configuration %s of %s".formatted(manifest.config().digest(), name);
        Document configDocument = documents.read(manifest.config(), place);
        ImageConfig config = ImageConfig.decode(configDocument, place);
        if (config.platform().isPresent() && !wanted.runs(config.platform().get())) {
            seen.add(config.platform().get());
            return Optional.empty();
        }
        if (config.diffIds().size() != manifest.layers().size()) {
            throw Problem.input("oci.layers", "manifest and configuration of the image do not fit each other")
                    .at(name)
                    .because("the manifest has %d layers, the configuration %d"
                            .formatted(
                                    manifest.layers().size(), config.diffIds().size()))
                    .exception();
        }
        return Optional.of(new Candidate(document, manifest, configDocument, config));
    }

    private String placeOf(Document document) {
        return placeOf(document.digest());
    }

    private String placeOf(Digest digest) {
        return "manifest %s of %s".formatted(digest, name);
    }

    private ProblemException noneFits() {
        String there = seen.stream().distinct().map(Platform::toString).collect(Collectors.joining(", "));
        Problem problem = Problem.input("oci.platform", "the image is not there for %s".formatted(wanted))
                .at(name)
                .because(there.isEmpty() ? "it holds no image at all" : "it is there for " + there);
        return there.isEmpty()
                ? problem.exception()
                : problem.fix("choose another base, or build for one of these with --arch")
                        .exception();
    }
}
