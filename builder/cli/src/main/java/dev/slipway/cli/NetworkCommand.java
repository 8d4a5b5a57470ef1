package dev.slipway.cli;

import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.userdata.network.NetworkFiles;
import dev.slipway.builder.userdata.network.NetworkFiles.Format;
import dev.slipway.builder.userdata.network.NetworkFiles.NetworkFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `slipway user-data network`.
@Command(
        name = "network",
        sortOptions = false,
        description = {
            "Turns the network settings of user-data into the files of those who set networks up.",
            "",
            "The flat form does not name its interface: the files match every wired one, unless it is named here.",
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway user-data network user-data > network-config",
            "  slipway user-data network --format networkmanager --output system-connections user-data"
        })
final class NetworkCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "User-data; - is the standard input.")
    private Path file = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "NAME",
            converter = ConstantConverter.NetworkFormat.class,
            completionCandidates = Candidates.NetworkFormats.class,
            description = "Whose files: ${COMPLETION-CANDIDATES}. Default: network-config, of cloud-init.")
    private Format format = Format.NETWORK_CONFIG;

    @Option(names = "--interface", paramLabel = "NAME", description = "The interface that the flat form means.")
    private Optional<String> interfaceName = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Write the files into this directory instead of printing them.")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private VerbOptions options = new VerbOptions();

    NetworkCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        UserData userData = UserDataFiles.read(surroundings, file);
        NetworkFiles files = NetworkFiles.of(userData.document(), format, interfaceName);
        if (output.isPresent()) {
            files.writeTo(surroundings.directory().resolve(output.get()));
        }
        for (NetworkFile each : files.files()) {
            if (options.json) {
                surroundings.out().println(JsonText.event("file", each));
            } else if (output.isPresent()) {
                surroundings
                        .out()
                        .println(Printable.of(output.get().resolve(each.name()).toString()));
            } else {
                // Both formats know '#' comments; a single file is printed as it is, to be redirected.
                surroundings.out().print((files.files().size() > 1 ? "# " + each.name() + "\n" : "") + each.text());
            }
        }
        return 0;
    }
}
