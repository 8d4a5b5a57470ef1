package dev.slipway.builder.userdata;

import dev.slipway.builder.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An Ignition config: JSON that Fedora CoreOS and its like apply in their first boot (Ignition's configuration
/// specification v3). Kept as it was written; checked is what every version of Ignition demands.
public final class Ignition implements BootConfiguration {

    /// With a version, as `3.4.0`, and for what is not settled yet `3.6.0-experimental`.
    private static final Pattern VERSION = Pattern.compile("3\\.\\d{1,3}\\.\\d{1,3}(?:-experimental)?");

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String text;

    private Ignition(String text) {
        this.text = text;
    }

    /// Whether a text looks like one: user-data of other kinds begin with `#`.
    public static boolean isOne(String text) {
        return text.stripLeading().startsWith("{");
    }

    /// Reads a config.
    ///
    /// @param name what errors call it
    /// @throws dev.slipway.builder.problem.ProblemException with line and column of what is wrong
    public static Ignition parse(String text, String name) {
        JsonNode root;
        try {
            root = STRICT.readTree(text);
        } catch (JacksonException e) {
            throw Problem.input("ignition.syntax", "the Ignition config is no JSON")
                    .at("%s:%d:%d"
                            .formatted(
                                    name,
                                    Math.max(
                                            1,
                                            e.getLocation() == null
                                                    ? 1
                                                    : e.getLocation().getLineNr()),
                                    Math.max(
                                            1,
                                            e.getLocation() == null
                                                    ? 1
                                                    : e.getLocation().getColumnNr())))
                    .because(e.getOriginalMessage())
                    .fix("Butane configs are YAML: make JSON of one with 'butane --strict'")
                    .exception(e);
        }
        String version = root.path("ignition").path("version").asString("");
        if (!VERSION.matcher(version).matches()) {
            throw Problem.input("ignition.version", "the Ignition config has no version that CoreOS reads")
                    .at(name + ", ignition.version")
                    .because(version.isEmpty() ? "there is none" : "found '%s'".formatted(version))
                    .fix("begin with {\"ignition\": {\"version\": \"3.4.0\"}")
                    .exception();
        }
        return new Ignition(text);
    }

    @Override
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String masked() {
        return masked(text);
    }

    /// A text with its secrets replaced by asterisks; what cannot be understood is not shown.
    static String masked(String text) {
        return IgnitionMask.mask(text);
    }

    @Override
    public String kind() {
        return "an Ignition config";
    }
}
