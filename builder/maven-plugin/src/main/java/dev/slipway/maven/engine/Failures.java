package dev.slipway.maven.engine;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/// Turns the engine's last words into Maven's two exceptions: a failure is the user's turn, an execution exception
/// ours.
final class Failures {

    private static final Pattern OPTION = Pattern.compile("--([a-z]+(?:-[a-z]+)*)");
    private static final Map<String, String> PARAMETERS = Map.of(
            "base", "<base>",
            "user-data", "<userData>",
            "output", "<output>",
            "volume-id", "<volumeId>",
            "flavour", "<flavour>",
            "kernel-arg", "<kernelArguments>",
            "add", "<additions>",
            "squashfs-compression", "<squashfsCompression>",
            "arch", "<arch>",
            "env-file", "<envFile>");

    private Failures() {}

    /// What happened, then where, why and what to do, each on a line of its own where it is known.
    static MojoFailureException problem(Message message) {
        StringBuilder text = new StringBuilder(message.field(2));
        append(text, "where", message.field(3));
        append(text, "why", message.field(4));
        append(text, "fix", message.field(5));
        return new MojoFailureException(text.toString());
    }

    static MojoExecutionException fault(String what, Path log) {
        return new MojoExecutionException(
                "Slipway made a mistake: " + what + System.lineSeparator() + "  please report it with the file " + log);
    }

    private static void append(StringBuilder text, String label, String value) {
        if (!value.isEmpty()) {
            text.append(System.lineSeparator())
                    .append("  ")
                    .append(label)
                    .append(": ")
                    .append(inMavensWords(value));
        }
    }

    // The engine names what can be set as options of the command; here they are parameters of the plugin.
    private static String inMavensWords(String text) {
        return OPTION.matcher(text)
                .replaceAll(
                        option -> Matcher.quoteReplacement(PARAMETERS.getOrDefault(option.group(1), option.group())));
    }
}
