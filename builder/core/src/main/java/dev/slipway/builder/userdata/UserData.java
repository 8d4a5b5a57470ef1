package dev.slipway.builder.userdata;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.yaml.YamlDocument;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A user-data file: the bytes as they are, known to begin with `#cloud-config` and to be a YAML mapping. Baked byte
/// for byte; what is checked here is only what every reader of such files demands.
public final class UserData implements BootConfiguration {

    private static final String HEADER = "#cloud-config";

    private final byte[] bytes;
    private final YamlDocument document;

    private UserData(byte[] bytes, YamlDocument document) {
        this.bytes = bytes;
        this.document = document;
    }

    /// Reads and checks a file.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException with file, line and column of what is wrong
    public static UserData read(Path file) {
        return of(BootConfiguration.bytesOf(file), file.toString());
    }

    /// Checks user-data that is in memory.
    ///
    /// @param name what errors call it
    public static UserData of(byte[] bytes, String name) {
        String text = BootConfiguration.decode(bytes, name);
        checkHeader(text, name);
        return new UserData(bytes.clone(), YamlDocument.parse(text, name, "user-data"));
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String kind() {
        return "user-data";
    }

    @Override
    public String masked() {
        return SecretMask.mask(document.text());
    }

    /// What it says.
    public YamlDocument document() {
        return document;
    }

    /// The same with a comment behind it, which is not read again.
    ///
    /// @param comment a line with its break
    public UserData withLastLine(String comment) {
        if (!comment.startsWith("#") || comment.indexOf('\n') != comment.length() - 1) {
            throw new IllegalArgumentException("'%s' is no line of comment".formatted(comment));
        }
        String text = document.text();
        String longer = text + (text.endsWith("\n") ? "" : "\n") + comment;
        YamlDocument same = new YamlDocument(document.name(), longer, document.root(), document.warnings());
        return new UserData(longer.getBytes(StandardCharsets.UTF_8), same);
    }

    private static void checkHeader(String text, String name) {
        if (text.startsWith("\uFEFF")) {
            throw Problem.input("user-data.byte-order-mark", "the user-data begins with a byte order mark")
                    .at(name + ":1:1")
                    .because("readers look for " + HEADER + " as its very first characters and would pass it over")
                    .fix("save it as UTF-8 without BOM")
                    .exception();
        }
        String first = text.lines().findFirst().orElse("");
        if (!first.stripTrailing().equals(HEADER)) {
            throw Problem.input("user-data.no-header", "the user-data does not begin with the line " + HEADER)
                    .at(name + ":1:1")
                    .because("found '%s'; without that line it is passed over in silence"
                            .formatted(first.length() > 40 ? first.substring(0, 40) + "..." : first))
                    .fix("make " + HEADER + " the first line")
                    .exception();
        }
    }
}
