package dev.slipway.builder.installer;

import dev.slipway.builder.evidence.sbom.PackageSource;
import dev.slipway.image.Sha256;
import java.util.Optional;

/// What is known of the base of a medium.
///
/// @param digest of the image or the reference base that it is: what its name led to
/// @param tree the digest of its files, where it is a root file system
/// @param packages where it tells what is installed in it
public record MediumBase(Optional<String> digest, Optional<Sha256> tree, PackageSource packages) {

    MediumBase of(String nameLedTo) {
        return new MediumBase(Optional.of(nameLedTo), tree, packages);
    }
}
