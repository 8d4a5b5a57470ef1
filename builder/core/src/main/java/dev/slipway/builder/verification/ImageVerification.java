package dev.slipway.builder.verification;

import dev.slipway.builder.inspection.MediumReading;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Whether an image keeps the rules of the layout: each rule with its outcome, in the order in which they were checked.
/// The rules hold for any ISO that is to boot from CD and from USB, whoever made it.
public record ImageVerification(Path file, List<RuleOutcome> outcomes) {

    public ImageVerification {
        outcomes = List.copyOf(outcomes);
    }

    /// Checks an image against every rule.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is none that we can read at all
    public static ImageVerification of(Path file) {
        return of(file, Subject.of(MediumReading.open(file)), rules().toList());
    }

    /// Checks a subject that was read from a file against rules about such subjects, in their order.
    public static <S> ImageVerification of(Path file, S subject, List<Rule<S>> rules) {
        return new ImageVerification(
                file, rules.stream().map(rule -> outcome(rule, subject)).toList());
    }

    private static Stream<Rule<Subject>> rules() {
        return Stream.of(FileRules.ALL, PartitionRules.ALL, BootRules.ALL, SiteRules.ALL, FormerSiteRules.ALL)
                .flatMap(List::stream);
    }

    private static <S> RuleOutcome outcome(Rule<S> rule, S subject) {
        Finding finding = rule.check().apply(subject);
        return switch (finding) {
            case Finding.Pass(String detail) -> new RuleOutcome(rule.name(), rule.sentence(), Verdict.PASS, detail);
            case Finding.Fail(String detail) -> new RuleOutcome(rule.name(), rule.sentence(), Verdict.FAIL, detail);
            case Finding.NotApplicable(String detail) ->
                new RuleOutcome(rule.name(), rule.sentence(), Verdict.NOT_APPLICABLE, detail);
        };
    }

    /// Whether no rule failed.
    public boolean passed() {
        return outcomes.stream().noneMatch(outcome -> outcome.verdict() == Verdict.FAIL);
    }

    /// How one rule came out.
    ///
    /// @param rule a stable name such as `partition-covers-files`
    /// @param sentence what the rule demands
    /// @param detail what was found
    public record RuleOutcome(String rule, String sentence, Verdict verdict, String detail) {}

    /// How a rule came out.
    public enum Verdict {
        PASS,
        FAIL,
        /// The image has nothing that the rule speaks of.
        NOT_APPLICABLE
    }
}
