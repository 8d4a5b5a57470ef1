package dev.slipway.builder.quickstart;

import dev.slipway.image.Image;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a run left for the next: of what its installer was made and what it was, and what its disk was. Kept as JSON
/// beside both, and believed only as far as they still are what it says.
///
/// @param inputs what the installer was made of
/// @param installerSha256 of the installer, which kept every rule
/// @param disk what that installer made of an empty disk, once it did
record KeptWork(Inputs inputs, String installerSha256, Optional<DiskState> disk) {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int BYTES_MAX = 64 * 1024;

    /// Everything that decides what an installer is.
    ///
    /// @param base its digest
    /// @param userData the SHA-256 of the file, in hexadecimal
    /// @param slipway the build that made it
    record Inputs(String base, String userData, String slipway) {}

    /// A disk as it was left: any write would change its time. Hashing it would take longer than the boot.
    record DiskState(long bytes, String modified) {
        static DiskState of(Path disk) throws IOException {
            return new DiskState(
                    Files.size(disk),
                    Files.getLastModifiedTime(disk).toInstant().toString());
        }
    }

    /// What the file says; nothing where it is not there or not ours.
    static Optional<KeptWork> read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) {
            return Optional.empty();
        }
        try {
            return of(MAPPER.readTree(Files.readAllBytes(file)));
        } catch (JacksonException e) {
            // Somebody wrote into it: everything is made anew.
            return Optional.empty();
        }
    }

    private static Optional<KeptWork> of(JsonNode json) {
        Inputs inputs = new Inputs(text(json, "base"), text(json, "userData"), text(json, "slipway"));
        JsonNode disk = json.path("disk");
        return Optional.of(new KeptWork(
                inputs,
                text(json, "installerSha256"),
                disk.isObject()
                        ? Optional.of(new DiskState(disk.path("bytes").asLong(-1), text(disk, "modified")))
                        : Optional.empty()));
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }

    /// Writes it, whole.
    void write(Path file) throws IOException {
        ObjectNode json = MAPPER.createObjectNode()
                .put("base", inputs.base)
                .put("userData", inputs.userData)
                .put("slipway", inputs.slipway)
                .put("installerSha256", installerSha256);
        disk.ifPresent(state -> json.putObject("disk").put("bytes", state.bytes).put("modified", state.modified));
        Image.ofBytes((json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8))
                .writeTo(file);
    }

    /// Whether an installer of these inputs, with this digest, is the one that was made.
    boolean holdsInstaller(Inputs now, String sha256) {
        return inputs.equals(now) && installerSha256.equals(sha256);
    }

    /// Whether the disk is as the installer left it.
    boolean holdsDisk(Path file) throws IOException {
        return disk.isPresent() && Files.isRegularFile(file) && disk.get().equals(DiskState.of(file));
    }

    KeptWork with(DiskState state) {
        return new KeptWork(inputs, installerSha256, Optional.of(state));
    }
}
