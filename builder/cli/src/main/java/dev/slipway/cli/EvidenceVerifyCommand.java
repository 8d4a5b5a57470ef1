package dev.slipway.cli;

import dev.slipway.builder.evidence.EvidenceVerification;
import dev.slipway.builder.evidence.EvidenceVerification.Check;
import dev.slipway.builder.evidence.EvidenceVerification.Verdict;
import dev.slipway.builder.evidence.VerifyingKey;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.siteimage.SiteImagesVerification;
import dev.slipway.builder.siteimage.SiteImagesVerification.Wanted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `slipway evidence verify`.
@Command(
        name = "verify",
        description = {
            "Verifies an image by its evidence: checksum, provenance, bill of materials and signature.",
            "",
            "Of a directory of site images it verifies the list of the sites, what they share, and the images of the"
                    + " sites that are named.",
            "",
            "Says what holds, what does not and what was not checked. Exit status 1 where something does not hold, where"
                    + " there is no evidence, or where a key is given and its owner did not sign."
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {
            "  slipway evidence verify --key key.pub installer.iso",
            "  slipway evidence verify --key key.pub images munich-01",
            "  slipway evidence verify --key key.pub images --all"
        })
final class EvidenceVerifyCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(
            index = "0",
            paramLabel = "IMAGE|DIRECTORY",
            description = "The image, with its evidence beside it; or site images: what build-sites had as --output.")
    private Path image = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "SITE",
            description = "Sites of the directory whose images are verified, too.")
    private List<String> sites = new ArrayList<>();

    @Option(names = "--all", description = "Verify the images of all sites of the directory.")
    private boolean all;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The public key of who must have signed, in PEM: Ed25519, ECDSA P-256 or P-384.")
    private Optional<Path> key = Optional.empty();

    @Mixin
    private VerbOptions options = new VerbOptions();

    EvidenceVerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Optional<VerifyingKey> publicKey =
                key.map(file -> VerifyingKey.read(surroundings.directory().resolve(file)));
        EvidenceVerification verification =
                verification(surroundings.directory().resolve(image), publicKey);
        if (options.json) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("file", verification.file());
            if (!verification.sha256().isEmpty()) {
                members.put("sha256", verification.sha256());
            }
            members.put("passed", verification.passed());
            members.put("checks", verification.checks());
            surroundings.out().println(JsonText.of(members));
        } else {
            print(verification);
        }
        return verification.passed() ? 0 : Problem.Kind.CHECK.exitStatus();
    }

    private EvidenceVerification verification(Path path, Optional<VerifyingKey> publicKey) {
        if (Files.isDirectory(path)) {
            return SiteImagesVerification.of(path, new Wanted(all, sites), publicKey);
        }
        if (all || !sites.isEmpty()) {
            throw Problem.usage("evidence.sites", "an image has no sites to choose from")
                    .at(path.toString())
                    .fix("name the directory of the site images")
                    .exception();
        }
        return EvidenceVerification.of(path, publicKey);
    }

    private void print(EvidenceVerification verification) {
        int width = verification.checks().stream()
                .mapToInt(check -> check.name().length())
                .max()
                .orElse(0);
        for (Check check : verification.checks()) {
            String gap = " ".repeat(width - check.name().length());
            surroundings
                    .out()
                    .println(mark(check.verdict()) + "  " + check.name() + gap + "  " + Printable.of(check.detail()));
        }
        surroundings.out().println();
        surroundings
                .out()
                .println("%s: %s".formatted(Printable.of(verification.file().toString()), conclusion(verification)));
    }

    private static String conclusion(EvidenceVerification verification) {
        String unchecked = named(verification, Verdict.NOT_CHECKED);
        String rest = unchecked.isEmpty() ? "" : "; not checked: " + unchecked;
        return verification.passed()
                ? "holds: " + named(verification, Verdict.PASS) + rest
                : "DOES NOT HOLD: " + named(verification, Verdict.FAIL) + rest;
    }

    private static String named(EvidenceVerification verification, Verdict verdict) {
        return verification.checks().stream()
                .filter(check -> check.verdict() == verdict)
                .map(Check::name)
                .collect(Collectors.joining(", "));
    }

    private static String mark(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "pass";
            case FAIL -> "FAIL";
            case NOT_CHECKED -> "n/c ";
        };
    }
}
