package dev.slipway.templates.recipe;

import dev.slipway.templates.recipe.RecipeEntry.Content;
import dev.slipway.templates.recipe.RecipeEntry.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Collects the files of a recipe from a directory of any file system.
final class RecipeFolder {

    /// More than any recipe has; keeps a home directory that was named by mistake from being read through.
    private static final int FILES_MAX = 20_000;

    private static final int DEPTH_MAX = 64;
    private static final List<String> PARTS =
            List.of(BaseRecipe.PACKAGES, BaseRecipe.EXCLUDES, BaseRecipe.OVERLAY, BaseRecipe.HOOKS);

    private final Path root;
    private final Path realRoot;
    private final Opener opener;
    private final SortedMap<String, RecipeEntry> files = new TreeMap<>();

    private RecipeFolder(Path root, Opener opener) throws IOException {
        this.root = root;
        this.realRoot = root.toRealPath();
        this.opener = opener;
    }

    /// Makes an entry of a file.
    @FunctionalInterface
    interface Opener {
        Content of(Path file) throws IOException;
    }

    /// The files by their paths, with slashes between the names whatever the file system.
    static SortedMap<String, RecipeEntry> read(Path root, Opener opener) throws IOException, RecipeException {
        RecipeFolder folder = new RecipeFolder(root, opener);
        for (Path part : folder.list(root)) {
            folder.addPart(part);
        }
        return folder.files;
    }

    private void addPart(Path part) throws IOException, RecipeException {
        String name = nameOf(part);
        if (name.startsWith(".") || name.startsWith("README")) {
            return;
        }
        if (!PARTS.contains(name)) {
            throw RecipeException.of(
                    "'%s' is no part of a recipe".formatted(name),
                    part,
                    "a recipe has " + String.join(", ", PARTS) + ", and may have a README");
        }
        boolean isDirectory = Files.isDirectory(part);
        if (isDirectory != (name.equals(BaseRecipe.OVERLAY) || name.equals(BaseRecipe.HOOKS))) {
            throw RecipeException.of(
                    "'%s' is %s".formatted(name, isDirectory ? "a directory" : "no directory"),
                    part,
                    "packages and excludes are files, overlay and hooks are directories");
        }
        add(part, 1);
    }

    private void add(Path file, int depth) throws IOException, RecipeException {
        if (files.size() >= FILES_MAX || depth > DEPTH_MAX) {
            throw RecipeException.of(
                    "the recipe has more than %d files, or they lie more than %d directories deep"
                            .formatted(FILES_MAX, DEPTH_MAX),
                    root,
                    "name the directory of a recipe");
        }
        if (Files.isSymbolicLink(file)) {
            if (pathOf(file).startsWith(BaseRecipe.OVERLAY + "/")) {
                files.put(pathOf(file), link(file));
                return;
            }
            requireInside(file);
        }
        if (Files.isDirectory(file)) {
            for (Path child : list(file)) {
                add(child, depth + 1);
            }
        } else if (Files.isRegularFile(file)) {
            files.put(pathOf(file), content(file));
        } else {
            throw RecipeException.of(
                    "'%s' is neither a file nor a directory".formatted(pathOf(file)),
                    file,
                    "devices and pipes are made by a hook");
        }
    }

    private Content content(Path file) throws RecipeException {
        try {
            return opener.of(file);
        } catch (IOException e) {
            throw RecipeException.of(
                    "'%s' cannot be read".formatted(pathOf(file)), file, "make it readable: " + e.getMessage());
        }
    }

    /// A link of the overlay is copied, not followed: an absolute target begins at the root of the base.
    private Link link(Path file) throws IOException, RecipeException {
        Path target = Files.readSymbolicLink(file);
        Path directory = Path.of("/", pathOf(file)).getParent();
        int depth = directory == null ? 0 : directory.getNameCount() - 1;
        if (!target.isAbsolute()) {
            for (Path name : target) {
                depth += name.toString().equals("..") ? -1 : 1;
                if (depth < 0) {
                    throw leavingOut(file, target);
                }
            }
        }
        return new Link(target.toString());
    }

    private void requireInside(Path link) throws IOException, RecipeException {
        boolean inside = Files.exists(link) && link.toRealPath().startsWith(realRoot);
        if (!inside) {
            throw leavingOut(link, Files.readSymbolicLink(link));
        }
    }

    private RecipeException leavingOut(Path link, Path target) {
        return RecipeException.of(
                "'%s' is a link that leads out of the recipe, to %s".formatted(pathOf(link), target),
                link,
                "put the file itself there");
    }

    private List<Path> list(Path directory) throws RecipeException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw RecipeException.of("the directory cannot be read", directory, "make it readable: " + e.getMessage());
        }
    }

    private String pathOf(Path file) {
        StringBuilder path = new StringBuilder();
        for (Path name : root.relativize(file)) {
            path.append(path.isEmpty() ? "" : "/").append(name.toString().replace("/", ""));
        }
        return path.toString();
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName()).replace("/", "");
    }

    /// Whether a directory is there and holds something.
    static boolean isTaken(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.isDirectory(directory)) {
            return true;
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.findAny().isPresent();
        }
    }
}
