package dev.slipway.cli;

import dev.slipway.builder.evidence.EvidenceVerification;
import dev.slipway.builder.evidence.EvidenceVerification.Check;
import dev.slipway.builder.evidence.EvidenceVerification.Verdict;
import dev.slipway.builder.evidence.VerifyingKey;
import dev.slipway.builder.problem.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
            "Says what holds, what does not and what was not checked. Exit status 1 where something does not hold, where"
                    + " there is no evidence, or where a key is given and its owner did not sign."
        },
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = {"  slipway evidence verify --key key.pub installer.iso"})
final class EvidenceVerifyCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "IMAGE", description = "The image, with its evidence beside it.")
    private Path image = Path.of("");

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
                EvidenceVerification.of(surroundings.directory().resolve(image), publicKey);
        if (options.json) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("file", verification.file());
            members.put("sha256", verification.sha256());
            members.put("passed", verification.passed());
            members.put("checks", verification.checks());
            surroundings.out().println(JsonText.of(members));
        } else {
            print(verification);
        }
        return verification.passed() ? 0 : Problem.Kind.CHECK.exitStatus();
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
