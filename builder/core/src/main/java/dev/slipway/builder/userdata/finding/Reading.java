package dev.slipway.builder.userdata.finding;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.userdata.UserData;
import dev.slipway.builder.userdata.model.KeyPath;
import dev.slipway.builder.yaml.Span;
import dev.slipway.builder.yaml.YamlDocument;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a user-data for its findings: what stops [UserData] is a finding, too, and where more can be found behind it,
/// reading goes on.
final class Reading {

    private static final String PREFIX = "user-data";
    private static final Pattern PLACE = Pattern.compile(":(\\d{1,9}):(\\d{1,9})$");

    private final String name;
    private final Findings findings;

    Reading(String name, Findings findings) {
        this.name = name;
        this.findings = findings;
    }

    /// The document, where there is one in spite of what was found.
    Optional<YamlDocument> read(byte[] bytes) {
        try {
            return Optional.of(UserData.of(bytes, name).document());
        } catch (ProblemException e) {
            return tell(e.problem()) ? goOn(new String(bytes, StandardCharsets.UTF_8)) : Optional.empty();
        }
    }

    private Optional<YamlDocument> goOn(String text) {
        try {
            String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return Optional.of(YamlDocument.parse(content, name, PREFIX, this::tell));
        } catch (ProblemException e) {
            tell(e.problem());
            return Optional.empty();
        }
    }

    /// @return whether there can be more behind it
    private boolean tell(Problem problem) {
        FindingCode code = switch (problem.code().substring(PREFIX.length() + 1)) {
            case "no-header" -> FindingCode.NO_HEADER;
            case "byte-order-mark" -> FindingCode.BYTE_ORDER_MARK;
            case "encoding" -> FindingCode.NOT_UTF_8;
            case "too-large" -> FindingCode.TOO_LARGE;
            case "duplicate-key" -> FindingCode.DUPLICATE_KEY;
            default -> FindingCode.NOT_YAML;
        };
        String message = problem.what() + problem.why().map(": "::concat).orElse("");
        Finding finding = Finding.of(code, span(problem), KeyPath.ROOT, message);
        findings.add(problem.fix().map(finding::fix).orElse(finding));
        return switch (code) {
            case NO_HEADER, BYTE_ORDER_MARK, DUPLICATE_KEY -> true;
            default -> false;
        };
    }

    /// Problems carry their place as text.
    private static Span span(Problem problem) {
        Matcher place = PLACE.matcher(problem.where().orElse(""));
        return place.find()
                ? new Span(0, 0, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)))
                : Findings.START;
    }
}
