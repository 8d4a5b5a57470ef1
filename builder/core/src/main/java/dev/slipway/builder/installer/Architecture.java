package dev.slipway.builder.installer;

import dev.slipway.builder.loader.Processor;
import dev.slipway.builder.problem.Problem;
import java.util.Locale;

/// The processors that installers are made for, in Debian's spelling.
public enum Architecture {
    AMD64,
    ARM64;

    /// The same, for those who look for boot loaders.
    public Processor processor() {
        return switch (this) {
            case AMD64 -> Processor.X64;
            case ARM64 -> Processor.AARCH64;
        };
    }

    /// Understands a name in Debian's spelling or in the kernel's.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it names no processor that we know
    public static Architecture parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> AMD64;
            case "arm64", "aarch64" -> ARM64;
            default ->
                throw Problem.usage("architecture.unknown", "'%s' is no processor that we know".formatted(text))
                        .fix("write amd64 or arm64")
                        .exception();
        };
    }
}
