package dev.slipway.cli;

import dev.slipway.builder.userdata.finding.Finding;
import dev.slipway.builder.userdata.finding.FindingCode;
import dev.slipway.builder.userdata.finding.UserDataValidation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Findings in the Static Analysis Results Interchange Format (SARIF 2.1.0), which code scanning and editors read.
final class Sarif {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private Sarif() {}

    /// The log of one run (SARIF 2.1.0, chapter 3.13).
    static Map<String, Object> of(List<UserDataValidation> validations) {
        List<Map<String, Object>> results = new ArrayList<>();
        for (UserDataValidation validation : validations) {
            validation.findings().forEach(finding -> results.add(result(validation.name(), finding)));
        }
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver()));
        // Columns are counted as the YAML reader counts them.
        run.put("columnKind", "unicodeCodePoints");
        run.put("results", results);
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return log;
    }

    private static Map<String, Object> driver() {
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "slipway");
        driver.put("version", SlipwayCommand.Version.number());
        driver.put("rules", Arrays.stream(FindingCode.values()).map(Sarif::rule).toList());
        return driver;
    }

    private static Map<String, Object> rule(FindingCode code) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", code.code());
        rule.put("shortDescription", Map.of("text", code.summary() + "."));
        rule.put("help", Map.of("text", "See " + code.page() + "."));
        rule.put("defaultConfiguration", Map.of("level", code.severity().word()));
        return rule;
    }

    private static Map<String, Object> result(String file, Finding finding) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", finding.code().code());
        result.put("level", finding.severity().word());
        String fix = finding.fix().map(words -> "; " + words).orElse("");
        result.put("message", Map.of("text", finding.sentence() + fix + "."));
        result.put("locations", List.of(location(file, finding)));
        return result;
    }

    private static Map<String, Object> location(String file, Finding finding) {
        Map<String, Object> region = new LinkedHashMap<>();
        region.put("startLine", finding.span().line());
        region.put("startColumn", finding.span().column());
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("artifactLocation", Map.of("uri", uri(file)));
        place.put("region", region);
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", place);
        if (!finding.path().steps().isEmpty()) {
            location.put(
                    "logicalLocations",
                    List.of(Map.of("fullyQualifiedName", finding.path().toString())));
        }
        return location;
    }

    /// A relative path stays relative: it is the reader who knows where the files are.
    private static String uri(String file) {
        Path path = Path.of(file);
        String absolute = path.toUri().getRawPath();
        String base = Path.of("").toUri().getRawPath();
        return !path.isAbsolute() && absolute.startsWith(base)
                ? absolute.substring(base.length())
                : path.toUri().toString();
    }
}
