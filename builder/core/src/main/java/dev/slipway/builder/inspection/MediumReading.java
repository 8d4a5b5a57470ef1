package dev.slipway.builder.inspection;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.problem.Problem;
import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.hybrid.HybridIso;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A medium that was opened to be looked at.
///
/// @param file where it lies
/// @param iso its volume and partitions
/// @param flavour where we know it
public record MediumReading(Path file, HybridIso iso, Optional<Flavour> flavour) {

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
            return new MediumReading(file, iso, Flavour.ofMedium(iso.tree().root()));
        } catch (MalformedImageException e) {
            throw Problem.input("image.malformed", "this is no ISO 9660 image that can be read")
                    .at(file.toString())
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        } catch (IOException e) {
            throw Problem.input("image.unreadable", "the image cannot be read")
                    .at(file.toString())
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        }
    }

    /// The user-data that lies where the medium's flavour reads it.
    public Optional<BakedFile> userData() {
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
