package dev.slipway.templates.recipe;

import dev.slipway.templates.recipe.RecipeEntry.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lines of one of a recipe's lists, without comments and empty lines.
record RecipeText(String file, List<Line> lines) {

    private static final int BYTES_MAX = 1 << 20;
    private static final Pattern PACKAGE = Pattern.compile(
            "(?<name>[a-z0-9][a-z0-9+.-]+(?:[=/][A-Za-z0-9.+~:-]+)?)(?<limit>\\s*\\[(?<words>[^]]*)])?");

    RecipeText {
        lines = List.copyOf(lines);
    }

    /// A line and its number, counted from 1.
    record Line(int number, String text) {}

    /// Reads a list.
    ///
    /// @param file what errors call it
    static RecipeText read(String file, Content content) throws IOException, RecipeException {
        byte[] bytes;
        try (InputStream in = content.open()) {
            bytes = in.readNBytes(BYTES_MAX + 1);
        }
        if (bytes.length > BYTES_MAX) {
            throw RecipeException.of("the list is larger than 1 MiB", file, "write a name or a path a line");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw RecipeException.of("the list is no UTF-8 text", file, "write it as plain text in UTF-8");
        }
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String bare = line.replaceFirst("(^|\\s)#.*", "").strip();
            if (!bare.isEmpty()) {
                lines.add(new Line(number, bare));
            }
        }
        return new RecipeText(file, lines);
    }

    /// Each line as a package.
    List<RecipePackage> packages() throws RecipeException {
        List<RecipePackage> packages = new ArrayList<>();
        for (Line line : lines) {
            Matcher matcher = PACKAGE.matcher(line.text());
            if (!matcher.matches()) {
                throw at(
                        line,
                        "'%s' is no package".formatted(line.text()),
                        "write the name of one package, and [amd64] or [arm64] behind it where it is for one alone");
            }
            packages.add(new RecipePackage(matcher.group("name"), architectures(line, matcher)));
        }
        return packages;
    }

    private List<String> architectures(Line line, Matcher matcher) throws RecipeException {
        if (matcher.group("limit") == null) {
            return RecipePackage.ARCHITECTURES;
        }
        List<String> words = List.of(matcher.group("words").strip().split("\\s+"));
        for (String word : words) {
            if (!RecipePackage.ARCHITECTURES.contains(word)) {
                throw at(line, "'%s' is no architecture".formatted(word), "write [amd64] or [arm64]");
            }
        }
        return words;
    }

    /// Each line as an option of dpkg: paths that begin with + are kept, all others are left out.
    List<String> pathOptions() throws RecipeException {
        List<String> options = new ArrayList<>();
        for (Line line : lines) {
            boolean kept = line.text().startsWith("+");
            String path = kept ? line.text().substring(1) : line.text();
            if (!path.startsWith("/")) {
                throw at(
                        line,
                        "'%s' is no absolute path".formatted(path),
                        "write /path/* to leave files out, +/path/* to keep them");
            }
            options.add((kept ? "path-include=" : "path-exclude=") + path);
        }
        return options;
    }

    private RecipeException at(Line line, String what, String fix) {
        return new RecipeException(what, file, OptionalInt.of(line.number()), fix);
    }
}
