package dev.slipway.builder.userdata;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.yaml.YamlDocument;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A user-data file: the bytes as they are, known to begin with `#cloud-config` and to be a YAML mapping. Baked byte
/// for byte; what is checked here is only what every reader of such files demands.
public final class UserData {

    /// The readers of live systems pass over larger files.
    public static final int SIZE_BYTES_MAX = 960 * 1024;

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
        try {
            if (Files.isDirectory(file)) {
                throw Problem.input("user-data.missing", "the user-data is a directory, not a file")
                        .at(file.toString())
                        .exception();
            }
            if (Files.size(file) > SIZE_BYTES_MAX) {
                throw tooLarge(file.toString());
            }
            return of(Files.readAllBytes(file), file.toString());
        } catch (NoSuchFileException e) {
            throw Problem.input("user-data.missing", "there is no such user-data file")
                    .at(file.toString())
                    .because("an installer without its user-data would boot and then do nothing")
                    .fix("write one, beginning with the line " + HEADER)
                    .exception(e);
        } catch (IOException e) {
            throw Problem.input("user-data.unreadable", "the user-data cannot be read")
                    .at(file.toString())
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        }
    }

    /// Checks user-data that is in memory.
    ///
    /// @param name what errors call it
    public static UserData of(byte[] bytes, String name) {
        if (bytes.length > SIZE_BYTES_MAX) {
            throw tooLarge(name);
        }
        String text = decode(bytes, name);
        checkHeader(text, name);
        return new UserData(bytes.clone(), YamlDocument.parse(text, name, "user-data"));
    }

    /// The bytes of the file.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// The text with every secret replaced by asterisks, for showing.
    public String masked() {
        return SecretMask.mask(document.text());
    }

    /// What it says.
    public YamlDocument document() {
        return document;
    }

    /// The text of some user-data, sound or not, with its secrets replaced; what cannot be parsed is not shown.
    public static String masked(byte[] bytes) {
        return SecretMask.mask(new String(bytes, StandardCharsets.UTF_8));
    }

    private static String decode(byte[] bytes, String name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.input("user-data.encoding", "the user-data is not UTF-8")
                    .at(name)
                    .fix("save it as UTF-8")
                    .exception(e);
        }
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

    private static dev.slipway.builder.problem.ProblemException tooLarge(String name) {
        return Problem.input(
                        "user-data.too-large", "the user-data is larger than %d KiB".formatted(SIZE_BYTES_MAX / 1024))
                .at(name)
                .because("live systems pass over larger files")
                .fix("put large files on the medium with --add, and refer to them")
                .exception();
    }
}
