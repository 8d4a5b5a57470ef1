package dev.slipway.cli;

import dev.slipway.builder.userdata.finding.Finding;
import dev.slipway.builder.userdata.finding.Severity;
import dev.slipway.builder.userdata.finding.SourceLines;
import dev.slipway.builder.userdata.finding.UserDataValidation;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/// Lists findings for people: where, what, the line with a caret under the place, and what to do.
final class FindingList {

    private final PrintStream out;

    FindingList(PrintStream out) {
        this.out = out;
    }

    void print(List<UserDataValidation> validations) {
        validations.forEach(this::print);
        long errors = count(validations, Severity.ERROR);
        long warnings = count(validations, Severity.WARNING);
        out.println("%s: %s, %s"
                .formatted(number(validations.size(), "file"), number(errors, "error"), number(warnings, "warning")));
    }

    private void print(UserDataValidation validation) {
        if (validation.findings().isEmpty()) {
            return;
        }
        Optional<SourceLines> source = validation.document().map(SourceLines::new);
        for (Finding finding : validation.findings()) {
            line("%s: %s: %s"
                    .formatted(
                            finding.span().in(validation.name()),
                            finding.severity().word(),
                            finding.sentence()));
            source.flatMap(lines -> lines.at(finding.span())).ifPresent(this::excerpt);
            finding.fix().ifPresent(fix -> line("  fix: " + fix));
            line("  see " + finding.code().page());
            out.println();
        }
    }

    private void excerpt(SourceLines.Excerpt excerpt) {
        String before = Printable.of(excerpt.before().replace('\t', ' '));
        line("  | " + before + Printable.of(excerpt.after().replace('\t', ' ')));
        line("  | " + " ".repeat(before.codePointCount(0, before.length())) + "^");
    }

    private void line(String text) {
        out.println(Printable.of(text));
    }

    private static long count(List<UserDataValidation> validations, Severity severity) {
        return validations.stream()
                .mapToLong(validation -> validation.count(severity))
                .sum();
    }

    private static String number(long count, String what) {
        return count == 1 ? "1 " + what : "%d %ss".formatted(count, what);
    }
}
