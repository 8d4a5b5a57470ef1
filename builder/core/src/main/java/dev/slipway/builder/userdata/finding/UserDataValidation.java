package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.yaml.YamlDocument;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What was found in one user-data: everything in one go, in the order of the text, without what comments silence.
///
/// @param name what the user-data is called
/// @param document what was read, where it could be
/// @param findings errors and warnings
public record UserDataValidation(String name, Optional<YamlDocument> document, List<Finding> findings) {

    /// As many as a message can list.
    private static final int LISTED_MAX = 20;

    public UserDataValidation {
        findings = List.copyOf(findings);
    }

    /// Checks a user-data. Never throws for anything in it.
    ///
    /// @param bytes the whole file
    /// @param name what messages call it
    public static UserDataValidation of(byte[] bytes, String name, ValidationContext context) {
        Findings findings = new Findings();
        Optional<YamlDocument> document = new Reading(name, findings).read(bytes);
        List<Finding> found =
                document.map(read -> check(read, context, findings)).orElseGet(findings::sorted);
        return of(name, document, found, context);
    }

    /// Checks a user-data that was read already.
    public static UserDataValidation of(UserData userData, ValidationContext context) {
        YamlDocument document = userData.document();
        return of(document.name(), Optional.of(document), check(document, context, new Findings()), context);
    }

    private static UserDataValidation of(
            String name, Optional<YamlDocument> document, List<Finding> found, ValidationContext context) {
        return new UserDataValidation(
                name,
                document,
                context.strict() ? found.stream().map(Finding::asError).toList() : found);
    }

    private static List<Finding> check(YamlDocument document, ValidationContext context, Findings findings) {
        Subject subject = Subject.of(document, context);
        Rules.ALL.forEach(rules -> rules.check(subject, findings));
        return new Silence(document).apply(findings).sorted();
    }

    /// Whether anything is an error.
    public boolean hasErrors() {
        return count(Severity.ERROR) > 0;
    }

    /// How many there are of one weight.
    public long count(Severity severity) {
        return of(severity).size();
    }

    /// Those of one weight.
    public List<Finding> of(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .toList();
    }

    /// The same with the findings of these codes alone.
    public UserDataValidation only(FindingCode... codes) {
        return new UserDataValidation(
                name,
                document,
                findings.stream()
                        .filter(finding -> Arrays.asList(codes).contains(finding.code()))
                        .toList());
    }

    /// One line for a finding: `file:line:column: message [code]`.
    public String line(Finding finding) {
        return "%s: %s [%s]"
                .formatted(
                        finding.span().in(name),
                        finding.sentence(),
                        finding.code().code());
    }

    /// All errors as one problem.
    public Optional<Problem> problem() {
        List<Finding> errors = of(Severity.ERROR);
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        Finding first = errors.getFirst();
        String count = errors.size() == 1 ? "an error" : errors.size() + " errors";
        String list = errors.stream()
                .limit(LISTED_MAX)
                .map(finding -> "%d:%d: %s [%s]"
                        .formatted(
                                finding.span().line(),
                                finding.span().column(),
                                finding.sentence(),
                                finding.code().code()))
                .collect(Collectors.joining("; "));
        String more = errors.size() > LISTED_MAX ? "; and %d more".formatted(errors.size() - LISTED_MAX) : "";
        return Optional.of(Problem.input("user-data.findings", "the user-data has " + count)
                .at(first.span().in(name))
                .because(list + more)
                .fix("repair it; 'slipway user-data validate' shows each with its line"));
    }
}
