package dev.slipway.templates.recipe;

import java.util.List;

/// A Debian package that a base is made of.
///
/// @param name as apt understands it, with `=VERSION` or `/RELEASE` where the recipe says so
/// @param architectures that it is for, in Debian's spelling
record RecipePackage(String name, List<String> architectures) {

    /// What bases are made for.
    static final List<String> ARCHITECTURES = List.of("amd64", "arm64");

    RecipePackage {
        architectures = List.copyOf(architectures);
    }
}
