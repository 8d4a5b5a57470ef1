package dev.slipway.builder.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The one block of a file in PEM (RFC 7468).
final class PemFile {

    private static final int FILE_BYTES_MAX = 64 << 10;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,64})-----([^-]*+)-----END \\1-----", Pattern.DOTALL);

    private final Path path;
    private final String type;
    private final byte[] encoded;

    private PemFile(Path path, String type, byte[] encoded) {
        this.path = path;
        this.type = type;
        this.encoded = encoded;
    }

    /// Where it was read.
    Path path() {
        return path;
    }

    /// What it says that it holds, such as `PRIVATE KEY`.
    String type() {
        return type;
    }

    /// The bytes of the block, in DER.
    byte[] encoded() {
        return encoded;
    }

    /// Reads a file.
    ///
    /// @param code of the problem, where it is none
    /// @param fix what to do then
    static PemFile read(Path file, String code, String fix) {
        String text;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) {
                throw unusable(file, code, "it has more than %d bytes".formatted(FILE_BYTES_MAX), fix);
            }
            text = new String(bytes, ISO_8859_1);
        } catch (IOException e) {
            throw Problem.usage(code, "the key cannot be read")
                    .at(file.toString())
                    .because(e.getClass().getSimpleName())
                    .fix(fix)
                    .exception(e);
        }
        // OpenSSL writes the parameters of a curve in front of an old key; the key is what counts.
        Matcher block =
                BLOCK.matcher(text.replaceAll("(?s)-----BEGIN EC PARAMETERS-----[^-]*-----END EC PARAMETERS-----", ""));
        if (!block.find()) {
            throw unusable(file, code, "there is no key in PEM in it", fix);
        }
        String type = block.group(1);
        // Old encrypted keys have headers in front of their Base64; they are refused by their type.
        String base64 = block.group(2).replaceAll("\\s", "");
        if (block.find()) {
            throw unusable(file, code, "it holds more than one block of PEM", fix);
        }
        try {
            return new PemFile(
                    file,
                    type,
                    type.endsWith("PRIVATE KEY") && base64.contains(":")
                            ? new byte[0]
                            : Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw unusable(file, code, "its Base64 is damaged", fix);
        }
    }

    static ProblemException unusable(Path file, String code, String reason, String fix) {
        return Problem.usage(code, "this is no key that can be used here")
                .at(file.toString())
                .because(reason)
                .fix(fix)
                .exception();
    }
}
