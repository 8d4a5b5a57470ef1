package dev.slipway.templates.user;

import freemarker.cache.TemplateLoader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The texts of templates below one folder: each is read once, with all that it includes, so that what a rendering
/// depends on is known before it begins.
final class TemplateSources implements TemplateLoader {

    private static final int SIZE_BYTES_MAX = RenderedText.LENGTH_MAX;
    private static final int FILES_MAX = 100_000;

    private static final Pattern INCLUDE =
            Pattern.compile("<#(?:include|import)\\b\\s*(?:(?:\"([^\"$\\\\]*)\"|'([^'$\\\\]*)')"
                    + "(?=\\s*/?>|\\s+(?:parse|encoding|ignore_missing|ignoreMissing|as)\\b)|)");

    private static final Pattern COMMENT = Pattern.compile("<#--.*?-->", Pattern.DOTALL);

    /// What would make a template of a value, take its quotes away, or make of the same input another text tomorrow.
    private static final Pattern REFUSED = Pattern.compile(
            "(?:\\$\\{|<#|<@)[^}>]*?(\\?\\s*interpret\\b|\\.now\\b|\\.get_?[oO]ptional_?[tT]emplate\\b|\\?\\s*no_?[eE]sc\\b|\\boutput_?[fF]ormat\\b)"
                    + "|(<#attempt\\b)");

    private final Path root;
    private final TreeMap<String, Source> sources = new TreeMap<>();

    TemplateSources(Path folder) throws IOException {
        root = folder.toRealPath();
    }

    /// A file as it was read.
    ///
    /// @param includes filled while it is searched
    record Source(String name, Path file, String text, Set<String> includes) {}

    /// Reads a template and what it includes.
    ///
    /// @return the names of all of them, its own first
    synchronized List<String> load(String path) throws UserTemplateException {
        String name = path.replace('\\', '/');
        read(name, name, 0, 0);
        Set<String> closure = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            String next = open.remove();
            if (closure.add(next)) {
                open.addAll(known(next).includes());
            }
        }
        return List.copyOf(closure);
    }

    synchronized Source known(String name) {
        return Optional.ofNullable(sources.get(name)).orElseThrow();
    }

    synchronized SortedMap<String, Source> all() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(sources));
    }

    private void read(String name, String includer, int line, int column) throws UserTemplateException {
        if (sources.containsKey(name)) {
            return;
        }
        if (sources.size() >= FILES_MAX) {
            throw failure(TemplateFailure.Kind.LIMIT, includer, line, column, "there are too many templates");
        }
        Source source = source(name, includer, line, column);
        sources.put(name, source);
        String text = COMMENT.matcher(source.text())
                .replaceAll(comment -> comment.group().replaceAll("[^\n]", " "));
        Matcher refused = REFUSED.matcher(text);
        if (refused.find()) {
            int group = refused.group(1) == null ? 2 : 1;
            throw at(source, refused.start(group), "'%s' is not available".formatted(refused.group(group)));
        }
        Matcher include = INCLUDE.matcher(text);
        while (include.find()) {
            String target = Optional.ofNullable(include.group(1)).orElse(include.group(2));
            if (target == null) {
                throw at(source, include.start(), "what is included has to be named in quotes, without ${...}");
            }
            Place place = Place.of(source.text(), include.start());
            String included = resolve(name, target, source, include.start());
            source.includes().add(included);
            read(included, name, place.line(), place.column());
        }
    }

    /// As FreeMarker does it: against the folder of the including template, or against the root.
    private static String resolve(String includer, String target, Source source, int offset)
            throws UserTemplateException {
        int slash = includer.lastIndexOf('/');
        String joined = target.startsWith("/") ? target.substring(1) : includer.substring(0, slash + 1) + target;
        try {
            return Path.of(joined).normalize().toString().replace('\\', '/');
        } catch (InvalidPathException e) {
            throw at(source, offset, "'%s' is no path".formatted(target));
        }
    }

    private Source source(String name, String includer, int line, int column) throws UserTemplateException {
        try {
            Path file = root.resolve(name).toRealPath();
            if (!file.startsWith(root)) {
                throw failure(
                        TemplateFailure.Kind.SYNTAX,
                        includer,
                        line,
                        column,
                        "'%s' leads out of the folder".formatted(name));
            }
            byte[] bytes = bytes(file);
            if (bytes.length > SIZE_BYTES_MAX) {
                throw failure(
                        TemplateFailure.Kind.LIMIT,
                        name,
                        0,
                        0,
                        "it is larger than %d KiB".formatted(SIZE_BYTES_MAX / 1024));
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Source(name, file, text, new LinkedHashSet<>());
        } catch (NoSuchFileException | InvalidPathException e) {
            throw failure(TemplateFailure.Kind.SYNTAX, includer, line, column, "there is no file '%s'".formatted(name));
        } catch (CharacterCodingException e) {
            throw failure(TemplateFailure.Kind.SYNTAX, name, 0, 0, "it is not UTF-8");
        } catch (IOException e) {
            throw failure(TemplateFailure.Kind.SYNTAX, includer, line, column, "'%s' cannot be read".formatted(name));
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("no regular file");
        }
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(SIZE_BYTES_MAX + 1);
        }
    }

    private static UserTemplateException at(Source source, int offset, String detail) {
        Place place = Place.of(source.text(), offset);
        return failure(TemplateFailure.Kind.SYNTAX, source.name(), place.line(), place.column(), detail);
    }

    private static UserTemplateException failure(
            TemplateFailure.Kind kind, String template, int line, int column, String detail) {
        return new UserTemplateException(new TemplateFailure(kind, template, line, column, Optional.empty(), detail));
    }

    /// A place in a text, counted from 1.
    private record Place(int line, int column) {
        static Place of(String text, int offset) {
            int start = text.lastIndexOf('\n', offset - 1) + 1;
            long breaks = text.substring(0, start)
                    .chars()
                    .filter(unit -> unit == '\n')
                    .count();
            return new Place((int) breaks + 1, offset - start + 1);
        }
    }

    @Override
    public synchronized @Nullable Object findTemplateSource(String name) {
        Map<String, Source> known = sources;
        return known.get(name);
    }

    @Override
    public long getLastModified(Object source) {
        return 0;
    }

    @Override
    public Reader getReader(Object source, String encoding) {
        return new StringReader(((Source) source).text());
    }

    @Override
    public void closeTemplateSource(Object source) {
        // It is in memory.
    }
}
