package dev.slipway.builder.installer;

import dev.slipway.builder.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The keys of an `.installer.env` file: shell assignments, read without a shell.
///
/// Known keys are `ISO_IMAGE` (the ISO's name without `.iso`), `INSTALLER_VERSION`, `IMAGE_NAME`, `USER_DATA_FILE`,
/// `CONTENT_BUNDLE` and `BUILD_PLATFORM`; others are refused, because a misspelt one would be lost in silence.
public record InstallerEnv(SortedMap<String, String> values) {

    private static final long SIZE_BYTES_MAX = 64 * 1024;
    private static final Pattern ASSIGNMENT = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");
    private static final Pattern SMART_QUOTE = Pattern.compile("[\u2018\u2019\u201A\u201C\u201D\u201E\u2033]");
    private static final java.util.List<String> KEYS = java.util.List.of(
            "BUILD_PLATFORM", "CONTENT_BUNDLE", "IMAGE_NAME", "INSTALLER_VERSION", "ISO_IMAGE", "USER_DATA_FILE");

    public InstallerEnv {
        values = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /// Reads a file.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException naming file and line of what cannot be understood
    public static InstallerEnv read(Path file) {
        try {
            if (Files.size(file) > SIZE_BYTES_MAX) {
                throw Problem.input("env.too-large", "the env file is larger than 64 KiB")
                        .at(file.toString())
                        .exception();
            }
            return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
        } catch (NoSuchFileException e) {
            throw Problem.input("env.missing", "there is no such env file")
                    .at(file.toString())
                    .exception(e);
        } catch (IOException e) {
            throw Problem.input("env.unreadable", "the env file cannot be read")
                    .at(file.toString())
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        }
    }

    static InstallerEnv parse(String text, String file) {
        SortedMap<String, String> values = new TreeMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String trimmed = line.strip();
            if (trimmed.isEmpty() || trimmed.startsWith("#")) {
                continue;
            }
            String place = file + ":" + number;
            Matcher assignment = ASSIGNMENT.matcher(trimmed);
            if (!assignment.matches()) {
                throw Problem.input("env.syntax", "'%s' is no assignment".formatted(trimmed))
                        .at(place)
                        .fix("write KEY=\"value\"")
                        .exception();
            }
            String key = assignment.group(1);
            if (!KEYS.contains(key)) {
                throw Problem.input("env.unknown-key", "'%s' is not a key of an env file".formatted(key))
                        .at(place)
                        .fix("the keys are " + String.join(", ", KEYS))
                        .exception();
            }
            values.put(key, value(assignment.group(2), place));
        }
        return new InstallerEnv(values);
    }

    private static String value(String text, String place) {
        if (SMART_QUOTE.matcher(text).find()) {
            throw Problem.input(
                            "env.smart-quote",
                            "the value holds a typographic quote, as word processors and web" + " pages make it")
                    .at(place)
                    .because("a shell takes it as part of the value, so the file would not be found")
                    .fix("replace it by the plain quote \"")
                    .exception();
        }
        char quote = text.isEmpty() ? 0 : text.charAt(0);
        if (quote != '"' && quote != '\'') {
            int comment = text.indexOf(" #");
            return (comment < 0 ? text : text.substring(0, comment)).strip();
        }
        int end = text.indexOf(quote, 1);
        if (end < 0) {
            throw Problem.input("env.quote", "the value begins with %c and does not end with it".formatted(quote))
                    .at(place)
                    .exception();
        }
        return text.substring(1, end);
    }

    /// The name of the ISO's file, with `.iso`.
    public Optional<String> isoFile() {
        return value("ISO_IMAGE").map(name -> name + ".iso");
    }

    /// The user-data file as it was written.
    public Optional<Path> userDataFile() {
        return value("USER_DATA_FILE").map(Path::of);
    }

    /// The value of a key, where it is there and not empty.
    public Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }
}
