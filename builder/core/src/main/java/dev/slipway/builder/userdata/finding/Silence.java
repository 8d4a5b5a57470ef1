package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.problem.NearMiss;
import dev.slipway.builder.userdata.model.KeyPath;
import dev.slipway.builder.yaml.Span;
import dev.slipway.builder.yaml.YamlComment;
import dev.slipway.builder.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Comments that silence findings: `# slipway:ignore CODE[,CODE] [reason]`. Behind a key or above it, one is about that
/// key and all that stands under it; above the first key, about the whole file. One that silences nothing is found
/// itself, so that none outlives its reason.
final class Silence {

    private static final String WORD = "slipway:ignore";
    private static final Pattern COMMENT = Pattern.compile("^\\s*" + WORD + "(?:\\s+(.*))?$");
    private static final Pattern CODES = Pattern.compile("^[A-Za-z0-9_-]+(\\s*,\\s*[A-Za-z0-9_-]+)*");

    /// What cannot be silenced: nobody can read such a file.
    private static final Set<FindingCode> UNDENIABLE = EnumSet.range(FindingCode.NO_HEADER, FindingCode.DUPLICATE_KEY);

    /// What depends on what the file is checked for: an ignore may have its use at another time.
    private static final Set<FindingCode> DEPENDENT = EnumSet.of(
            FindingCode.IGNORED_BY_FLAVOUR, FindingCode.NOT_APPLIED, FindingCode.FIXED_NAME, FindingCode.NO_LOGIN);

    private final YamlDocument document;

    Silence(YamlDocument document) {
        this.document = document;
    }

    /// One code of one comment.
    private record Ignore(FindingCode code, LineRange lines, YamlComment comment) {}

    Findings apply(Findings all) {
        // Reading the comments costs as much as reading the rest.
        if (!document.text().contains(WORD)) {
            return all;
        }
        Findings kept = new Findings();
        List<Ignore> ignores = ignores(kept);
        Set<Ignore> used = new java.util.HashSet<>();
        for (Finding finding : all.sorted()) {
            List<Ignore> silencing = ignores.stream()
                    .filter(ignore -> ignore.code() == finding.code()
                            && ignore.lines().contains(finding.span().line()))
                    .toList();
            used.addAll(silencing);
            if (silencing.isEmpty()) {
                kept.add(finding);
            }
        }
        for (Ignore ignore : ignores) {
            if (!used.contains(ignore) && !DEPENDENT.contains(ignore.code())) {
                tell(
                        ignore.comment(),
                        "the comment silences nothing: there is no '%s' here"
                                .formatted(ignore.code().code()),
                        kept);
            }
        }
        return kept;
    }

    private List<Ignore> ignores(Findings findings) {
        List<Ignore> ignores = new ArrayList<>();
        Scopes scopes = new Scopes(document);
        for (YamlComment comment : document.comments()) {
            Matcher matcher = COMMENT.matcher(comment.text());
            if (matcher.matches()) {
                Matcher codes = CODES.matcher(matcher.group(1) == null ? "" : matcher.group(1));
                if (codes.find()) {
                    for (String code : codes.group().split("\\s*,\\s*", -1)) {
                        ignore(code, comment, scopes, findings, ignores);
                    }
                } else {
                    tell(comment, "the comment names no code", findings);
                }
            }
        }
        return ignores;
    }

    private static void ignore(
            String name, YamlComment comment, Scopes scopes, Findings findings, List<Ignore> ignores) {
        FindingCode code = FindingCode.named(name).orElse(null);
        if (code == null) {
            findings.add(at(comment, "there is no code '%s'".formatted(name))
                    .meaning(NearMiss.of(name, FindingCode.codes())));
        } else if (UNDENIABLE.contains(code)) {
            tell(comment, "'%s' cannot be silenced".formatted(name), findings);
        } else {
            ignores.add(new Ignore(code, scopes.of(comment), comment));
        }
    }

    private static void tell(YamlComment comment, String message, Findings findings) {
        findings.add(at(comment, message).fix("remove it"));
    }

    private static Finding at(YamlComment comment, String message) {
        return Finding.of(
                FindingCode.UNUSED_IGNORE, new Span(0, 0, comment.line(), comment.column()), KeyPath.ROOT, message);
    }
}
