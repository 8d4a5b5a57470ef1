package dev.slipway.builder.catalogue;

import static java.util.Objects.requireNonNull;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.userdata.finding.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Something that is wrong with a catalogue or with what it makes of a site. Holds no secret.
///
/// @param site whose it is; empty where it is about the catalogue
/// @param code a stable name, such as `site.name`
/// @param severity whether it stops a build
/// @param where file, line and column in the catalogue
/// @param message what is wrong, without a full stop; names the place in a template or a rendered text
/// @param fix what to do
public record SiteFinding(
        Optional<String> site, String code, Severity severity, String where, String message, Optional<String> fix) {

    /// As many as a message can list.
    private static final int LISTED_MAX = 20;

    public SiteFinding {
        requireNonNull(site, "site is null");
        requireNonNull(code, "code is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(where, "where is null");
        requireNonNull(message, "message is null");
        requireNonNull(fix, "fix is null");
    }

    static SiteFinding error(String code, String where, String message) {
        return new SiteFinding(Optional.empty(), code, Severity.ERROR, where, message, Optional.empty());
    }

    static SiteFinding of(Problem problem, String elsewhere) {
        String message = problem.what() + problem.why().map(": "::concat).orElse("");
        return new SiteFinding(
                Optional.empty(),
                problem.code(),
                Severity.ERROR,
                problem.where().orElse(elsewhere),
                message,
                problem.fix());
    }

    SiteFinding of(String whose) {
        return new SiteFinding(Optional.of(whose), code, severity, where, message, fix);
    }

    SiteFinding fix(String words) {
        return new SiteFinding(site, code, severity, where, message, Optional.of(words));
    }

    SiteFinding message(String words) {
        return new SiteFinding(site, code, severity, where, words, fix);
    }

    /// Whether it stops a build.
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /// In one line: `sites.yaml:14:5: munich-01: there is no group 'sout' [site.group]`.
    public String line() {
        return "%s: %s%s [%s]".formatted(where, site.map(name -> name + ": ").orElse(""), message, code);
    }

    /// All errors as one problem, which lists the first of them.
    ///
    /// @param file the catalogue, for messages
    public static Optional<Problem> problem(List<SiteFinding> findings, String file) {
        List<SiteFinding> errors =
                findings.stream().filter(SiteFinding::isError).toList();
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        if (errors.size() == 1) {
            SiteFinding only = errors.getFirst();
            String whose = only.site().map("site '%s': "::formatted).orElse("");
            Problem problem = Problem.input(only.code(), whose + only.message()).at(only.where());
            return Optional.of(only.fix().map(problem::fix).orElse(problem));
        }
        String list = errors.stream().limit(LISTED_MAX).map(SiteFinding::line).collect(Collectors.joining("\n"));
        String more = errors.size() > LISTED_MAX ? "\nand %d more".formatted(errors.size() - LISTED_MAX) : "";
        return Optional.of(Problem.input("sites.findings", "the catalogue has %d errors".formatted(errors.size()))
                .at(file)
                .because(list + more)
                .fix("repair them; 'slipway sites validate' shows all"));
    }
}
