package dev.slipway.builder.userdata;

import dev.slipway.builder.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// A user-data file: the bytes as they are, known to begin with `#cloud-config` and to be a YAML mapping. Baked byte
/// for
/// byte; what is checked here is only what every reader of such files demands.
public final class UserData {

    /// The readers of live systems pass over larger files.
    public static final int SIZE_BYTES_MAX = 960 * 1024;

    private static final String HEADER = "#cloud-config";

    private final byte[] bytes;
    private final String text;

    private UserData(byte[] bytes, String text) {
        this.bytes = bytes;
        this.text = text;
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
        checkYaml(text, name);
        return new UserData(bytes.clone(), text);
    }

    /// The bytes of the file.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// The text with every secret replaced by asterisks, for showing.
    public String masked() {
        return SecretMask.mask(text);
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

    private static void checkYaml(String text, String name) {
        try {
            Node root = new Compose(settings()).composeString(text).orElse(null);
            if (root != null && !(root instanceof MappingNode)) {
                throw Problem.input("user-data.no-mapping", "the user-data is no YAML mapping")
                        .at(place(name, root.getStartMark().orElse(null)))
                        .fix("write keys at the left margin, such as stylus:, install: or stages:")
                        .exception();
            }
            if (root != null) {
                checkDuplicates(root, name);
            }
        } catch (MarkedYamlEngineException e) {
            throw Problem.input("user-data.yaml", "the user-data is not valid YAML")
                    .at(place(name, e.getProblemMark().orElse(null)))
                    .because(e.getProblem())
                    .exception(e);
        } catch (YamlEngineException e) {
            throw Problem.input("user-data.yaml", "the user-data is not valid YAML")
                    .at(name)
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        }
    }

    private static void checkDuplicates(Node root, String name) {
        DuplicateKeys.firstIn(root).ifPresent(key -> {
            throw Problem.input("user-data.duplicate-key", "'%s' stands twice in one mapping".formatted(key.getValue()))
                    .at(place(name, key.getStartMark().orElse(null)))
                    .because("readers keep one of the values and drop the other in silence")
                    .fix("join the two")
                    .exception();
        });
    }

    /// Bounds for what a hostile file could make the parser do; duplicate keys are an error, because one of them would
    /// be
    /// lost in silence.
    static LoadSettings settings() {
        return LoadSettings.builder()
                .setMaxAliasesForCollections(50)
                .setCodePointLimit(SIZE_BYTES_MAX)
                .build();
    }

    private static String place(String name, @org.jspecify.annotations.Nullable Mark mark) {
        return mark == null ? name : "%s:%d:%d".formatted(name, mark.getLine() + 1, mark.getColumn() + 1);
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
