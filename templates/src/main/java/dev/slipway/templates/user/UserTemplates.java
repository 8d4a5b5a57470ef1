package dev.slipway.templates.user;

import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.core._CoreAPI;
import freemarker.template.Configuration;
import freemarker.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;

/// Templates of users (FreeMarker) below one folder. Values are data: they stay the scalars that they are wherever they
/// stand, and a template cannot reach Java, the file system outside of its folder, or the clock.
///
/// YAML, and preseed files, which begin with `#_preseed_`. Thread-safe.
public final class UserTemplates {

    /// No template for a machine's configuration takes a hundredth of that.
    private static final Duration TIME_MAX = Duration.ofSeconds(10);

    private final TemplateSources sources;
    private final Configuration configuration;
    private final Duration timeMax;
    private final Set<String> prepared = new HashSet<>();

    private UserTemplates(TemplateSources sources, Duration timeMax) {
        this.sources = sources;
        this.timeMax = timeMax;
        configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setTemplateLoader(sources);
        configuration.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
        configuration.setDefaultEncoding("UTF-8");
        configuration.setLocale(Locale.ROOT);
        configuration.setTimeZone(TimeZone.getTimeZone("UTC"));
        configuration.setLocalizedLookup(false);
        configuration.setTagSyntax(Configuration.ANGLE_BRACKET_TAG_SYNTAX);
        configuration.setRecognizeStandardFileExtensions(false);
        configuration.setOutputFormat(SiteTextFormat.INSTANCE);
        configuration.setAutoEscapingPolicy(Configuration.FORCE_AUTO_ESCAPING_POLICY);
        configuration.setCustomNumberFormats(Map.of(PlainNumbers.NAME, new PlainNumbers()));
        configuration.setNumberFormat("@" + PlainNumbers.NAME);
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setAPIBuiltinEnabled(false);
        configuration.setLogTemplateExceptions(false);
        // Those that FreeMarker brings catch text.
        configuration.clearSharedVariables();
    }

    /// Templates below a folder, also by way of symbolic links.
    public static UserTemplates below(Path folder) {
        return below(folder, TIME_MAX);
    }

    static UserTemplates below(Path folder, Duration timeMax) {
        try {
            return new UserTemplates(new TemplateSources(folder), timeMax);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Loads a template with all that it includes.
    ///
    /// @param path of the file below the folder
    /// @throws UserTemplateException where it cannot be read, leads out of the folder, or is no template
    public UserTemplate load(String path) throws UserTemplateException {
        List<String> names = sources.load(path);
        String name = names.getFirst();
        try {
            for (String each : names) {
                prepare(each);
            }
            Map<String, String> texts = new TreeMap<>();
            names.forEach(each -> texts.put(each, sources.known(each).text()));
            return new UserTemplate(template(name), texts, timeMax);
        } catch (ParseException e) {
            throw new UserTemplateException(List.of(syntax(e, name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            String why = firstSentence(String.valueOf(e.getMessage()));
            throw new UserTemplateException(
                    new TemplateFailure(TemplateFailure.Kind.SYNTAX, name, 0, 0, Optional.empty(), why));
        }
    }

    /// Included ones are parsed now, so that their loops too can be ended.
    private synchronized void prepare(String name) throws IOException {
        if (!prepared.contains(name)) {
            _CoreAPI.addThreadInterruptedChecks(template(name));
            prepared.add(name);
        }
    }

    private Template template(String name) throws IOException {
        return configuration.getTemplate("/" + name);
    }

    private static TemplateFailure syntax(ParseException e, String name) {
        String template = Optional.ofNullable(e.getTemplateName()).orElse(name);
        String message = Optional.ofNullable(e.getEditorMessage()).orElse("it is no template");
        return new TemplateFailure(
                TemplateFailure.Kind.SYNTAX,
                template,
                Math.max(e.getLineNumber(), 0),
                Math.max(e.getColumnNumber(), 0),
                Optional.empty(),
                firstSentence(message));
    }

    static String firstSentence(String message) {
        String line =
                message.lines().filter(each -> !each.isBlank()).findFirst().orElse("");
        return line.endsWith(".") || line.endsWith(":") ? line.substring(0, line.length() - 1) : line;
    }

    /// The files that were loaded, with those that they include, by their names below the folder.
    public SortedMap<String, Path> files() {
        SortedMap<String, Path> files = new TreeMap<>();
        sources.all().forEach((name, source) -> files.put(name, source.file()));
        return Collections.unmodifiableSortedMap(files);
    }
}
