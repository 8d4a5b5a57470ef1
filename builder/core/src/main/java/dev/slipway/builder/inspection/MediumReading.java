package dev.slipway.builder.inspection;

import dev.slipway.builder.coreos.EmbedArea;
import dev.slipway.builder.coreos.IgnitionArchive;
import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.hybrid.HybridIso;
import dev.slipway.image.tree.Metadata;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A medium that was opened to be looked at.
///
/// @param file where it lies
/// @param iso its volume and partitions
/// @param flavour where we know it
public record MediumReading(Path file, HybridIso iso, Optional<Flavour> flavour) {

    private static final Flavour COREOS = Flavour.named("coreos");

    /// Opens an image.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is none that we can read
    public static MediumReading open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw Problem.input("image.missing", "there is no such image")
                    .at(file.toString())
                    .exception();
        }
        try {
            HybridIso iso = HybridIso.open(Image.ofFile(file));
            return new MediumReading(file, iso, flavourOf(iso));
        } catch (MalformedImageException e) {
            throw Problem.input("image.malformed", "this is no ISO 9660 image that can be read")
                    .at(file.toString())
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static ProblemException unreadable(Path file, IOException e) {
        return Problem.input("image.unreadable", "the image cannot be read")
                .at(file.toString())
                .because(String.valueOf(e.getMessage()))
                .exception(e);
    }

    /// The user-data that lies where the medium's flavour reads it.
    public Optional<BakedFile> userData() {
        return flavour.filter(COREOS::equals).isPresent() ? embedded() : inTree();
    }

    /// The config in an image's embed area.
    private Optional<BakedFile> embedded() {
        try {
            Optional<EmbedArea> area = EmbedArea.of(iso.image(), iso.tree());
            return area.isEmpty()
                    ? Optional.empty()
                    : IgnitionArchive.config(area.get().content(iso.image()))
                            .map(config -> new BakedFile(
                                    EmbedArea.FILE + "/" + IgnitionArchive.CONFIG,
                                    new RegularFile(Metadata.of(0600, Instant.EPOCH), Image.ofBytes(config))));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /// The flavour by the files, or else by what the oldest images have in their system area.
    public static Optional<Flavour> flavourOf(HybridIso iso) throws IOException {
        Optional<Flavour> byFiles = Flavour.ofMedium(iso.tree().root());
        return byFiles.isPresent() || EmbedArea.of(iso.image(), iso.tree()).isEmpty() ? byFiles : Optional.of(COREOS);
    }

    private Optional<BakedFile> inTree() {
        List<String> places = flavour.map(Flavour::userDataPaths).orElse(List.of());
        for (String path : places) {
            if (iso.tree().root().find(path) instanceof RegularFile file) {
                return Optional.of(new BakedFile(path, file));
            }
        }
        return Optional.empty();
    }

    /// A file of the medium.
    public record BakedFile(String path, RegularFile node) {}
}
