package dev.slipway.builder.site;

import dev.slipway.builder.coreos.EmbedArea;
import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.iso9660.IsoReader;
import dev.slipway.image.iso9660.IsoTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the place of a site's files in an image that is a file.
final class SiteMediumFile {

    private SiteMediumFile() {}

    static SiteMedium open(Path file) {
        return find(file).orElseThrow(() -> none(file));
    }

    /// @param image what the file holds, or would hold
    static SiteMedium open(Path file, Image image) {
        return find(file, () -> image).orElseThrow(() -> none(file));
    }

    /// The medium, or nothing where the image has no such place.
    static Optional<SiteMedium> find(Path file) {
        requireFile(file);
        return find(file, () -> Image.ofFile(file));
    }

    private static Optional<SiteMedium> find(Path file, Opening image) {
        try {
            return find(image.open());
        } catch (ProblemException e) {
            throw e.problem().at(file + ":" + e.problem().where().orElse("")).exception(e);
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

    @FunctionalInterface
    private interface Opening {
        Image open() throws IOException;
    }

    private static Optional<SiteMedium> find(Image image) throws IOException {
        IsoTree tree = IsoReader.open(image).treeOf(EmbedArea.DIRECTORIES);
        Optional<SiteDescriptor> descriptor = SiteDescriptor.read(tree.root());
        if (descriptor.isPresent()) {
            return Optional.of(SiteMedium.of(image, flavourOf(descriptor.get()), descriptor.get()));
        }
        Optional<EmbedArea> area = EmbedArea.of(image, tree);
        return area.isPresent() ? Optional.of(EmbeddedSite.in(image, area.get())) : Optional.empty();
    }

    private static Flavour flavourOf(SiteDescriptor descriptor) {
        return Flavour.ALL.stream()
                .filter(flavour -> flavour.name().equals(descriptor.flavour()))
                .findFirst()
                .orElseThrow(
                        () -> Problem.input("site.flavour", "'%s' is no boot flavour".formatted(descriptor.flavour()))
                                .at("/" + SiteDescriptor.PATH)
                                .because("the flavours are " + Flavour.names())
                                .exception());
    }

    static void requireFile(Path file) {
        if (!Files.exists(file)) {
            throw Problem.input("image.missing", "there is no such image")
                    .at(file.toString())
                    .exception();
        }
        if (!Files.isRegularFile(file)) {
            throw Problem.input("image.no-file", "the image is no file")
                    .at(file.toString())
                    .because("only a file can be changed and kept whole when that is interrupted")
                    .fix("change the image's file, and write it to the device then")
                    .exception();
        }
    }

    private static ProblemException none(Path file) {
        return Problem.input("site.none", "the image has no place for a site's files")
                .at(file.toString())
                .because("it has no /%s: Slipway did not build it".formatted(SiteDescriptor.PATH))
                .fix("build one that has: slipway build-installer --base iso:%s --user-data FILE --output FILE.iso"
                        .formatted(file))
                .exception();
    }
}
