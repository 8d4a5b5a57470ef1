package dev.slipway.builder.userdata.network;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.TextFile;
import dev.slipway.builder.userdata.network.NetworkIssue.Severity;
import dev.slipway.builder.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The network settings of a user-data as the files of those who set networks up.
///
/// The flat form does not tell which interface it means. Say it, or the files match every wired interface (`e*`): right
/// for a host with one, and on a host with several each of them claims the address.
///
/// @param files by name
public record NetworkFiles(List<NetworkFile> files) {

    public NetworkFiles {
        files = List.copyOf(files);
    }

    /// The files of a user-data.
    ///
    /// @param interfaceName the interface that the flat form means
    /// @throws dev.slipway.builder.problem.ProblemException where the settings do not fit together
    public static NetworkFiles of(YamlDocument document, Format format, Optional<String> interfaceName) {
        NetworkSettings settings = NetworkSettings.of(document);
        settings.issues().stream()
                .filter(issue -> issue.severity() == Severity.ERROR)
                .findFirst()
                .ifPresent(issue -> {
                    throw Problem.input(issue.code().id(), issue.message())
                            .at(issue.span().in(document.name()))
                            .fix(issue.fix())
                            .exception();
                });
        List<InterfaceSettings> interfaces =
                interfaceName.map(name -> named(settings, name)).orElse(settings.effective());
        return switch (format) {
            case NETWORK_CONFIG -> new NetworkFiles(List.of(NetworkConfig.of(interfaces)));
            case NETWORKMANAGER ->
                new NetworkFiles(
                        interfaces.stream().map(NetworkManagerKeyfile::of).toList());
        };
    }

    private static List<InterfaceSettings> named(NetworkSettings settings, String name) {
        if (!NetworkReading.isInterfaceName(name)) {
            throw Problem.usage(
                            "user-data.network.interface-name",
                            "'%s' cannot be the name of an interface".formatted(name))
                    .exception();
        }
        if (!settings.interfaces().isEmpty()) {
            throw Problem.usage("user-data.network.named", "the user-data names its interfaces itself")
                    .fix("leave the name out")
                    .exception();
        }
        return settings.effective().stream().map(one -> one.named(name)).toList();
    }

    /// Writes the files into a directory, which is made where it is missing.
    public void writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (NetworkFile file : files) {
            if (file.isPrivate()) {
                TextFile.writePrivate(directory.resolve(file.name()), file.text());
            } else {
                TextFile.write(directory.resolve(file.name()), file.text());
            }
        }
    }

    /// Whose files.
    public enum Format {
        /// cloud-init's `network-config`, version 2.
        NETWORK_CONFIG,
        /// Keyfiles for `/etc/NetworkManager/system-connections`.
        NETWORKMANAGER
    }

    /// One file.
    ///
    /// @param name without a directory
    /// @param isPrivate whether only its owner may read it, without which NetworkManager passes it over
    public record NetworkFile(String name, String text, boolean isPrivate) {}
}
