package dev.slipway.builder.reference;

import dev.slipway.builder.problem.Problem;
import dev.slipway.templates.recipe.BaseRecipe;
import dev.slipway.templates.recipe.RecipeException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A recipe and the sources as files for mmdebstrap: among the system's temporary files, because it may run as a user
/// of its own who cannot enter our user's home.
record StagedRecipe(Path directory) implements AutoCloseable {

    static StagedRecipe of(BaseRecipe recipe, DebianSources sources) throws IOException {
        StagedRecipe staged = new StagedRecipe(Files.createTempDirectory("slipway-base"));
        try {
            Files.setPosixFilePermissions(staged.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            staged.write(recipe);
            Files.write(staged.sources(), sources.lines());
            return staged;
        } catch (IOException | RuntimeException e) {
            staged.close();
            throw e;
        }
    }

    private void write(BaseRecipe recipe) throws IOException {
        try {
            Path copy = directory.resolve("recipe");
            recipe.writeTo(copy);
            if (!BaseRecipe.read(copy).digest().equals(recipe.digest())) {
                throw Problem.input("base.recipe-changed", "the recipe was changed while it was read")
                        .fix("try again when nobody writes to it")
                        .exception();
            }
        } catch (RecipeException e) {
            throw Recipes.of(e);
        }
    }

    /// The sources, a line each.
    Path sources() {
        return directory.resolve("sources.list");
    }

    /// The folder of hooks, where there is one.
    List<Path> hooks() {
        Path hooks = directory.resolve("recipe/hooks");
        return Files.isDirectory(hooks) ? List.of(hooks) : List.of();
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path place, @Nullable IOException failure) throws IOException {
                Files.delete(place);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
