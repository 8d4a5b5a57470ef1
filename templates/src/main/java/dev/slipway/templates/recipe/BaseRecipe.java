package dev.slipway.templates.recipe;

import dev.slipway.templates.recipe.RecipeEntry.Content;
import dev.slipway.templates.recipe.RecipeEntry.Link;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;

/// What a base is made of, as a directory of files:
///
/// - `packages`: a Debian package a line, with `[amd64]` or `[arm64]` behind it where it is for one of them alone;
/// - `excludes`: paths that are left out of the packages, a line that begins with `+` keeps them nevertheless;
/// - `overlay/`: files that are laid over the root file system;
/// - `hooks/`: programs that mmdebstrap runs, named after when: `setup`, `extract`, `essential`, `customize`.
///
/// Only `packages` must be there. Whether a file is a program, its first bytes tell: `#!`, or those of an ELF file.
public final class BaseRecipe {

    static final String PACKAGES = "packages";
    static final String EXCLUDES = "excludes";
    static final String OVERLAY = "overlay";
    static final String HOOKS = "hooks";

    private static final Pattern HOOK =
            Pattern.compile(HOOKS + "/(?:setup|extract|essential|customize)[A-Za-z0-9_-]*(?:\\.[A-Za-z0-9]+)?");

    private final SortedMap<String, RecipeEntry> files;
    private final List<RecipePackage> packages;
    private final List<String> pathOptions;
    private final String digest;

    private BaseRecipe(SortedMap<String, RecipeEntry> files, String name) throws IOException, RecipeException {
        this.files = files;
        if (!(files.get(PACKAGES) instanceof Content list)) {
            throw RecipeException.of(
                    "the recipe has no file 'packages'",
                    name,
                    "write a package a line into it, or begin with what 'slipway base recipe' gives");
        }
        packages = RecipeText.read(name + "/" + PACKAGES, list).packages();
        pathOptions = files.get(EXCLUDES) instanceof Content excludes
                ? RecipeText.read(name + "/" + EXCLUDES, excludes).pathOptions()
                : List.of();
        requireHooks(name);
        digest = digestOf(files);
    }

    /// The recipe of the reference base, which Slipway brings.
    public static BaseRecipe builtIn() {
        return BuiltInRecipe.RECIPE;
    }

    /// The recipe in a directory. Its files are read again when they are needed.
    ///
    /// @throws RecipeException where it cannot be used
    public static BaseRecipe read(Path directory) throws IOException, RecipeException {
        if (!Files.isDirectory(directory)) {
            throw RecipeException.of(
                    "there is no such directory", directory, "make one with 'slipway base recipe --output DIRECTORY'");
        }
        return new BaseRecipe(RecipeFolder.read(directory, Content::of), directory.toString());
    }

    /// A recipe that lies where it cannot be read later on.
    static BaseRecipe copyOf(Path directory) throws IOException, RecipeException {
        return new BaseRecipe(RecipeFolder.read(directory, Content::copyOf), "built-in");
    }

    private void requireHooks(String name) throws RecipeException {
        for (Map.Entry<String, RecipeEntry> file : files.entrySet()) {
            if (!file.getKey().startsWith(HOOKS + "/")) {
                continue;
            }
            if (!HOOK.matcher(file.getKey()).matches()) {
                throw RecipeException.of(
                        "'%s' would not be run".formatted(file.getKey()),
                        name + "/" + file.getKey(),
                        "name a hook after when it is run: setup, extract, essential or customize, and a number");
            }
            if (!(file.getValue() instanceof Content content && content.executable())) {
                throw RecipeException.of(
                        "'%s' is no program".formatted(file.getKey()),
                        name + "/" + file.getKey(),
                        "begin it with #!/bin/sh");
            }
        }
    }

    /// The packages for an architecture, in the order of the recipe.
    ///
    /// @param architecture in Debian's spelling: `amd64`, `arm64`
    public List<String> packages(String architecture) {
        return packages.stream()
                .filter(known -> known.architectures().contains(architecture))
                .map(RecipePackage::name)
                .toList();
    }

    /// What dpkg is told of paths, in the order of the recipe: `path-exclude=/usr/share/man/*`.
    public List<String> pathOptions() {
        return pathOptions;
    }

    /// A SHA-256 over all of it, in hexadecimal digits: paths, contents, and what is a program.
    public String digest() {
        return digest;
    }

    /// Writes the recipe into a directory that is not there yet, or empty.
    ///
    /// @throws RecipeException where the directory holds something
    public void writeTo(Path directory) throws IOException, RecipeException {
        if (RecipeFolder.isTaken(directory)) {
            throw RecipeException.of(
                    "the directory is not empty", directory, "name one that is not there yet, or empty this one");
        }
        Files.createDirectories(directory);
        for (Map.Entry<String, RecipeEntry> file : files.entrySet()) {
            Path target = directory.resolve(file.getKey());
            Path parent = target.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            switch (file.getValue()) {
                case Link(String linked) -> Files.createSymbolicLink(target, Path.of(linked));
                case Content content -> write(content, target);
            }
        }
        makeReadable(directory);
    }

    private static void write(Content content, Path target) throws IOException {
        try (InputStream in = content.open()) {
            Files.copy(in, target);
        }
        setPermissions(target, content.executable() ? "rwxr-xr-x" : "rw-r--r--");
    }

    /// Whatever the umask says, mmdebstrap's own user must get at them.
    private void makeReadable(Path directory) throws IOException {
        setPermissions(directory, "rwxr-xr-x");
        for (String file : files.keySet()) {
            int slash = file.indexOf('/');
            while (slash >= 0) {
                setPermissions(directory.resolve(file.substring(0, slash)), "rwxr-xr-x");
                slash = file.indexOf('/', slash + 1);
            }
        }
    }

    private static void setPermissions(Path file, String permissions) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
    }

    private static String digestOf(SortedMap<String, RecipeEntry> files) throws IOException {
        MessageDigest all = sha256();
        for (Map.Entry<String, RecipeEntry> file : files.entrySet()) {
            String meaning = switch (file.getValue()) {
                case Link(String target) -> "link " + target;
                case Content content -> (content.executable() ? "program " : "file ") + digestOf(content);
            };
            all.update((file.getKey() + "\0" + meaning + "\0").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(all.digest());
    }

    private static String digestOf(Content content) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = content.open();
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
