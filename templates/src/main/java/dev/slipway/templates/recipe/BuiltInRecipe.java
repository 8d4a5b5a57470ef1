package dev.slipway.templates.recipe;

import dev.slipway.templates.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/// Finds the recipe among the resources of this module, whether they lie in a directory or in a jar.
final class BuiltInRecipe {

    private static final String DIRECTORY = "base";

    /// Read once: it cannot change while Slipway runs.
    static final BaseRecipe RECIPE = read();

    private BuiltInRecipe() {}

    private static BaseRecipe read() {
        URL list = Templates.class.getResource(DIRECTORY + "/" + BaseRecipe.PACKAGES);
        if (list == null) {
            throw new IllegalStateException("the jar of templates lacks the recipe of the base");
        }
        try {
            return read(list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException | RecipeException e) {
            throw new IllegalStateException("the recipe of the base cannot be read", e);
        }
    }

    /// @param list where the recipe's list of packages is
    static BaseRecipe read(URL list) throws IOException, URISyntaxException, RecipeException {
        if (list.openConnection() instanceof JarURLConnection jar) {
            // By its path, not its URI: file systems that are named by a URI exist once in a process.
            Path file = Path.of(jar.getJarFileURL().toURI());
            try (FileSystem files = FileSystems.newFileSystem(file)) {
                return directoryOf(files.getPath(jar.getEntryName()));
            }
        }
        return directoryOf(Path.of(list.toURI()));
    }

    private static BaseRecipe directoryOf(Path list) throws IOException, RecipeException {
        return BaseRecipe.copyOf(list.resolveSibling(""));
    }
}
