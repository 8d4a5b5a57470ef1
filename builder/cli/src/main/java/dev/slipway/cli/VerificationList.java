package dev.slipway.cli;

import dev.slipway.builder.verification.ImageVerification;
import dev.slipway.builder.verification.ImageVerification.RuleOutcome;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import java.io.PrintStream;

/// Lists rules with their marks for people: what failed is told with what was found.
final class VerificationList {

    private final PrintStream out;

    VerificationList(PrintStream out) {
        this.out = out;
    }

    void print(ImageVerification verification) {
        int width = verification.outcomes().stream()
                .mapToInt(outcome -> outcome.rule().length())
                .max()
                .orElse(0);
        for (RuleOutcome outcome : verification.outcomes()) {
            String gap = " ".repeat(width - outcome.rule().length());
            out.println(mark(outcome.verdict()) + "  " + outcome.rule() + gap + "  " + outcome.sentence());
            if (outcome.verdict() != Verdict.PASS && !outcome.detail().isBlank()) {
                String label = outcome.verdict() == Verdict.FAIL ? "found: " : "";
                out.println(" ".repeat(width + 8) + label + Printable.of(outcome.detail()));
            }
        }
        out.println();
        out.println("%s: %d passed, %d failed, %d not applicable"
                .formatted(
                        Printable.of(verification.file().toString()),
                        count(verification, Verdict.PASS),
                        count(verification, Verdict.FAIL),
                        count(verification, Verdict.NOT_APPLICABLE)));
    }

    private static long count(ImageVerification verification, Verdict verdict) {
        return verification.outcomes().stream()
                .filter(outcome -> outcome.verdict() == verdict)
                .count();
    }

    private static String mark(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "pass";
            case FAIL -> "FAIL";
            case NOT_APPLICABLE -> "n/a ";
        };
    }
}
