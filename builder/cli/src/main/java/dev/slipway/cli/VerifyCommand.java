package dev.slipway.cli;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.verification.ImageVerification;
import dev.slipway.ova.archive.OvaFile;
import dev.slipway.ova.verification.OvaVerification;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `slipway verify`.
@Command(
        name = "verify",
        description = {
            "Checks an image against the rules that make it boot everywhere, and an appliance (OVA) against those that"
                    + " make it import into vSphere 7 and 8, VirtualBox and libvirt, ours or somebody else's.",
            "",
            "Every rule has a name and a sentence and passes or fails. Exit status 1 where one fails."
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway verify installer.iso",
            "  slipway verify edge.ova",
            "  slipway verify --json installer.iso | jq '.outcomes[]'"
        })
final class VerifyCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "IMAGE", description = "The image or appliance to check.")
    private Path image = Path.of("");

    @Mixin
    private VerbOptions options = new VerbOptions();

    VerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path file = surroundings.directory().resolve(image);
        ImageVerification verification = OvaFile.isOva(file) ? OvaVerification.of(file) : ImageVerification.of(file);
        if (options.json) {
            surroundings.out().println(JsonText.of(verification));
        } else {
            new VerificationList(surroundings.out()).print(verification);
        }
        return verification.passed() ? 0 : Problem.Kind.CHECK.exitStatus();
    }
}
