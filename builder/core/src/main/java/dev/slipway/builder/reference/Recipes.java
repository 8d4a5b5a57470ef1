package dev.slipway.builder.reference;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.templates.recipe.BaseRecipe;
import dev.slipway.templates.recipe.RecipeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Recipes as users name them, and what is wrong with them as problems.
public final class Recipes {

    private Recipes() {}

    /// The recipe in a directory, or the one that Slipway brings.
    ///
    /// @throws ProblemException where it cannot be used
    public static BaseRecipe read(Optional<Path> directory) throws IOException {
        try {
            return directory.isPresent() ? BaseRecipe.read(directory.get()) : BaseRecipe.builtIn();
        } catch (RecipeException e) {
            throw of(e);
        }
    }

    /// Writes the recipe that Slipway brings, to be read and changed.
    ///
    /// @throws ProblemException where the directory is not empty
    public static void writeBuiltIn(Path directory) throws IOException {
        try {
            BaseRecipe.builtIn().writeTo(directory);
        } catch (RecipeException e) {
            throw of(e);
        }
    }

    static ProblemException of(RecipeException failure) {
        return Problem.input("base.recipe", failure.what())
                .at(failure.place())
                .fix(failure.fix())
                .exception(failure);
    }
}
