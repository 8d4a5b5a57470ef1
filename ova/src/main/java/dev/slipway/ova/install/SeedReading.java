package dev.slipway.ova.install;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.image.Image;
import dev.slipway.image.MalformedImageException;
import dev.slipway.image.fat.FatReader;
import dev.slipway.image.hybrid.HybridIso;
import dev.slipway.image.tree.Directory;
import dev.slipway.image.tree.Node.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A seed that was given, ISO or stick.
///
/// @param userData what it brings
record SeedReading(Path file, BootConfiguration userData) {

    private static final List<String> NAMES = List.of("user-data", "config");
    private static final int BYTES_MAX = 1 << 20;

    static SeedReading open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw Problem.input("seed.missing", "there is no such seed")
                    .at(file.toString())
                    .exception();
        }
        try {
            Directory tree = tree(Image.ofFile(file));
            for (String name : NAMES) {
                Optional<RegularFile> found = Optional.ofNullable(tree.find(name))
                        .filter(RegularFile.class::isInstance)
                        .map(RegularFile.class::cast);
                if (found.isPresent() && found.get().content().size() <= BYTES_MAX) {
                    byte[] bytes = found.get().content().toByteArray(BYTES_MAX);
                    return new SeedReading(file, BootConfiguration.of(bytes, "%s, /%s".formatted(file, name)));
                }
            }
        } catch (MalformedImageException e) {
            throw unusable(file, String.valueOf(e.getMessage())).exception(e);
        } catch (IOException e) {
            throw Diagnosis.of(e).exception(e);
        }
        throw unusable(file, "there is no file 'user-data' on it").exception();
    }

    private static Directory tree(Image image) throws IOException {
        try {
            return HybridIso.open(image).tree().root();
        } catch (MalformedImageException e) {
            try {
                return FatReader.read(image).tree();
            } catch (MalformedImageException noFat) {
                e.addSuppressed(noFat);
                throw e;
            }
        }
    }

    private static Problem unusable(Path file, String why) {
        return Problem.input("seed.unusable", "this is no seed: no medium with user-data")
                .at(file.toString())
                .because(why)
                .fix("make one: slipway build-seed --user-data FILE --output " + file);
    }
}
