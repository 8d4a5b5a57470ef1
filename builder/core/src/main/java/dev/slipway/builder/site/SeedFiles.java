package dev.slipway.builder.site;

import dev.slipway.builder.flavour.SiteContent;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.BootConfiguration;
import dev.slipway.builder.yaml.YamlDocument;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The files that cloud-init's NoCloud data source reads beside a user-data.
///
/// @param metaData the instance and its name; where there is none, one is made of the user-data
/// @param networkConfig the network, in one of cloud-init's two versions
public record SeedFiles(Optional<Path> metaData, Optional<Path> networkConfig) {

    /// The user-data alone.
    public static final SeedFiles NONE = new SeedFiles(Optional.empty(), Optional.empty());

    private static final int SIZE_BYTES_MAX = BootConfiguration.SIZE_BYTES_MAX;

    /// The same files, seen from a directory.
    public SeedFiles in(Path directory) {
        return new SeedFiles(metaData.map(directory::resolve), networkConfig.map(directory::resolve));
    }

    /// Those that are given.
    public List<Path> given() {
        return Stream.of(metaData, networkConfig).flatMap(Optional::stream).toList();
    }

    /// What a site's medium holds with them.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where one is no YAML mapping
    public SiteContent with(BootConfiguration userData) {
        return new SiteContent(
                userData,
                metaData.map(file -> read(file, "meta-data")),
                networkConfig.map(file -> read(file, "network-config")));
    }

    private static byte[] read(Path file, String what) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > SIZE_BYTES_MAX) {
                throw Problem.input(
                                what + ".too-large",
                                "the %s is larger than %d KiB".formatted(what, SIZE_BYTES_MAX >> 10))
                        .at(file.toString())
                        .exception();
            }
            byte[] bytes = Files.readAllBytes(file);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            YamlDocument.parse(text, file.toString(), what);
            return bytes;
        } catch (CharacterCodingException e) {
            throw Problem.input(what + ".encoding", "the %s is not UTF-8".formatted(what))
                    .at(file.toString())
                    .fix("save it as UTF-8")
                    .exception(e);
        } catch (IOException e) {
            throw Problem.input(what + ".unreadable", "the %s cannot be read".formatted(what))
                    .at(file.toString())
                    .because(
                            e instanceof java.nio.file.NoSuchFileException
                                    ? "it is not there"
                                    : String.valueOf(e.getMessage()))
                    .exception(e);
        }
    }
}
