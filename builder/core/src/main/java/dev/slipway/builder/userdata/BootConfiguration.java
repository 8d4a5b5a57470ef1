package dev.slipway.builder.userdata;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What a booted system takes from its medium to know what it is meant to become: user-data, a preseed file for
/// Debian's
/// installer, or an Ignition config for CoreOS. Which of them a file is shows in its text.
public sealed interface BootConfiguration permits UserData, Preseed, Ignition {

    /// The readers of live systems pass over larger files.
    int SIZE_BYTES_MAX = 960 * 1024;

    /// The bytes of the file, which are baked in as they are.
    byte[] bytes();

    /// The text with every secret replaced by asterisks, for showing.
    String masked();

    /// What it is, for messages.
    String kind();

    /// Reads and checks a file.
    ///
    /// @throws ProblemException with file, line and column of what is wrong
    static BootConfiguration read(Path file) {
        return of(bytesOf(file), file.toString());
    }

    /// Checks a file that is in memory.
    ///
    /// @param name what errors call it
    static BootConfiguration of(byte[] bytes, String name) {
        String text = decode(bytes, name);
        if (Ignition.isOne(text)) {
            return Ignition.parse(text, name);
        }
        return Preseed.isOne(text) ? Preseed.parse(text, name) : UserData.of(bytes, name);
    }

    /// The text of a file, sound or not, with its secrets replaced; what cannot be understood is not shown.
    static String masked(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (Ignition.isOne(text)) {
            return Ignition.masked(text);
        }
        return Preseed.isOne(text) ? Preseed.masked(text) : SecretMask.mask(text);
    }

    /// The bytes of a file of a size that readers accept.
    static byte[] bytesOf(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw Problem.input("user-data.missing", "the user-data is a directory, not a file")
                        .at(file.toString())
                        .exception();
            }
            if (Files.size(file) > SIZE_BYTES_MAX) {
                throw tooLarge(file.toString());
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw Problem.input("user-data.missing", "there is no such user-data file")
                    .at(file.toString())
                    .because("an installer without its user-data would boot and then do nothing")
                    .fix("write one, beginning with the line #cloud-config: 'slipway user-data new' makes one")
                    .exception(e);
        } catch (IOException e) {
            throw Problem.input("user-data.unreadable", "the user-data cannot be read")
                    .at(file.toString())
                    .because(String.valueOf(e.getMessage()))
                    .exception(e);
        }
    }

    /// The text of a file.
    static String decode(byte[] bytes, String name) {
        if (bytes.length > SIZE_BYTES_MAX) {
            throw tooLarge(name);
        }
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

    private static ProblemException tooLarge(String name) {
        return Problem.input(
                        "user-data.too-large", "the user-data is larger than %d KiB".formatted(SIZE_BYTES_MAX / 1024))
                .at(name)
                .because("live systems pass over larger files")
                .fix("put large files on the medium with --add, and refer to them")
                .exception();
    }
}
