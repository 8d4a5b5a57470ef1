package dev.slipway.ova.vsphere.transfer;

import dev.slipway.image.Image;
import dev.slipway.ova.archive.OvaMember;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The digests that a manifest holds for the files beside it (DSP0243, 5.1): `SHA256(name)= hex`.
///
/// @param lines by the files' names
record ManifestDigests(Map<String, Digest> lines) {

    /// No manifest.
    static final ManifestDigests NONE = new ManifestDigests(Map.of());

    private static final Pattern LINE =
            Pattern.compile("SHA(1|256|384|512)\\s?\\((.{1,255})\\)\\s?=\\s?([0-9a-fA-F]{40,128})");
    private static final int CHUNK_BYTES = 1 << 18;

    /// One of them.
    record Digest(String algorithm, String hex) {}

    static ManifestDigests read(Path ova, String text) {
        Map<String, Digest> lines = new HashMap<>();
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            Matcher matcher = LINE.matcher(line.strip());
            if (!matcher.matches()) {
                throw OvaContents.unsound(ova, "its manifest has a line that is no digest of a file");
            }
            lines.put(
                    matcher.group(2),
                    new Digest("SHA-" + matcher.group(1), matcher.group(3).toLowerCase(Locale.ROOT)));
        }
        return new ManifestDigests(lines);
    }

    /// Hashes a file.
    ///
    /// @param isDemanded whether the file must be in the manifest
    /// @return its SHA-256
    String verify(Path ova, OvaMember member, LongConsumer progress, boolean isDemanded) throws IOException {
        Digest expected = lines.get(member.name());
        if (expected == null && isDemanded) {
            throw OvaContents.unsound(ova, "its manifest does not name '%s'".formatted(member.name()));
        }
        MessageDigest sha256 = digest("SHA-256");
        MessageDigest other =
                expected == null || expected.algorithm().equals("SHA-256") ? sha256 : digest(expected.algorithm());
        hash(member.content(), progress, sha256, other);
        String hex = HexFormat.of().formatHex(sha256.digest());
        if (expected != null) {
            String found = other.equals(sha256) ? hex : HexFormat.of().formatHex(other.digest());
            if (!found.equals(expected.hex())) {
                throw OvaContents.unsound(
                        ova,
                        "'%s' is not what its manifest says: it has changed, or is damaged".formatted(member.name()));
            }
        }
        return hex;
    }

    private static void hash(Image content, LongConsumer progress, MessageDigest first, MessageDigest second)
            throws IOException {
        try (SeekableByteChannel channel = content.open()) {
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);
            long done = 0;
            while (channel.read(buffer) >= 0) {
                buffer.flip();
                done += buffer.remaining();
                first.update(buffer.duplicate());
                if (!second.equals(first)) {
                    second.update(buffer.duplicate());
                }
                buffer.clear();
                progress.accept(done);
            }
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no %s in this JVM".formatted(algorithm), e);
        }
    }
}
