package dev.slipway.builder.installer;

import dev.slipway.builder.output.OutputFile;
import dev.slipway.image.Image;
import dev.slipway.image.Sha256;
import java.util.Optional;

/// The file that a build of an installer writes.
record Output(OutputFile file) {

    /// Finds out before the work what would only come out after it.
    void check(InstallerRequest request) {
        file.check();
        request.base().file().ifPresent(base -> file.refuse(base, "output.is-base", "the output is the base itself"));
        file.refuse(request.userData(), "output.is-input", "the output is the user-data itself");
        request.seed()
                .given()
                .forEach(input -> file.refuse(input, "output.is-input", "the output is a file that is baked in"));
        request.medium()
                .additions()
                .forEach((path, source) -> file.refuse(
                        source, "output.is-input", "the output is the file that becomes %s".formatted(path)));
    }

    /// Writes the image.
    ///
    /// @param hashed whether what is written is hashed, too
    Optional<Sha256> write(Image image, boolean hashed, BuildListener listener) {
        if (hashed) {
            return Optional.of(file.writeHashed(image, listener::progress));
        }
        file.write(image, listener::progress);
        return Optional.empty();
    }
}
