package dev.slipway.builder.catalogue;

import dev.slipway.builder.problem.Diagnosis;
import dev.slipway.builder.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Reads the files of a catalogue, none of which leaves its folder.
final class CatalogueFiles {

    private static final int SIZE_BYTES_MAX = 64 << 20;

    private CatalogueFiles() {}

    static byte[] read(Path file) {
        if (Files.isDirectory(file)) {
            throw Problem.input("catalogue.missing", "the catalogue is a directory, not a file")
                    .at(file.toString())
                    .exception();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(SIZE_BYTES_MAX + 1);
            if (bytes.length > SIZE_BYTES_MAX) {
                throw Problem.input(
                                "catalogue.too-large",
                                "the catalogue is larger than %d MiB".formatted(SIZE_BYTES_MAX >> 20))
                        .at(file.toString())
                        .exception();
            }
            return bytes;
        } catch (IOException e) {
            throw Diagnosis.of(e).at(file.toString()).exception(e);
        }
    }

    static String decode(byte[] bytes, String name) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Problem.input("catalogue.encoding", "the catalogue is not UTF-8")
                    .at(name)
                    .fix("save it as UTF-8")
                    .exception(e);
        }
    }

    /// A file below a folder, also by way of symbolic links.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is not there or somewhere else
    static Path below(Path folder, String path, String where) {
        try {
            Path file = folder.resolve(path);
            if (Path.of(path).isAbsolute() || !file.toRealPath().startsWith(folder.toRealPath())) {
                throw Problem.input("catalogue.outside", "'%s' leads out of the catalogue's folder".formatted(path))
                        .at(where)
                        .because("a catalogue reads nothing but what lies beside and below it")
                        .fix("move the file there")
                        .exception();
            }
            return file;
        } catch (IOException | InvalidPathException e) {
            throw Problem.input("catalogue.file", "there is no file '%s'".formatted(SafeText.shown(path)))
                    .at(where)
                    .because("it is looked for in the catalogue's folder")
                    .exception(e);
        }
    }
}
