package dev.slipway.maven.engine;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/// Turns the engine's last words into Maven's two exceptions: a failure is the user's turn, an execution exception
/// ours.
final class Failures {

    private static final Pattern OPTION = Pattern.compile("--([a-z]+(?:-[a-z]+)*)");
    private static final Pattern AFTER_HYPHEN = Pattern.compile("-([a-z])");
    /// Where a parameter is not called what the option is called.
    private static final Map<String, String> PARAMETERS = Map.of(
            "kernel-arg", "kernelArguments",
            "add", "additions",
            "disk", "disks",
            "nic", "nics",
            "property", "properties");
    private static final Set<String> OF_THE_SAME_NAME = Set.of(
            "base",
            "user-data",
            "meta-data",
            "network-config",
            "output",
            "volume-id",
            "flavour",
            "squashfs-compression",
            "arch",
            "env-file",
            "strict",
            "ca-file",
            "verify-key",
            "plain-http",
            "insecure-tls",
            "sign-key",
            "sign-key-password",
            "installer",
            "seed",
            "disk-size",
            "timeout",
            "install-memory",
            "format",
            "level",
            "cpus",
            "memory",
            "firmware",
            "secure-boot",
            "controller",
            "hardware-version",
            "guest-os",
            "name",
            "product",
            "vendor",
            "product-version",
            "annotation",
            "eula",
            "user-data-properties",
            "cd-drive",
            "cd",
            "sign-certificate");

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
                .replaceAll(option -> Matcher.quoteReplacement(
                        parameter(option.group(1)).map(name -> "<" + name + ">").orElse(option.group())));
    }

    private static Optional<String> parameter(String option) {
        return OF_THE_SAME_NAME.contains(option)
                ? Optional.of(inCamelCase(option))
                : Optional.ofNullable(PARAMETERS.get(option));
    }

    private static String inCamelCase(String option) {
        return AFTER_HYPHEN.matcher(option).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }
}
