package dev.slipway.cli;

import dev.slipway.builder.userdata.finding.Finding;
import dev.slipway.builder.userdata.finding.Severity;
import dev.slipway.builder.userdata.finding.UserDataValidation;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tells findings to machines: one object each, and one at the end.
final class FindingEvents {

    private FindingEvents() {}

    static void print(List<UserDataValidation> validations, PrintStream out) {
        for (UserDataValidation validation : validations) {
            for (Finding finding : validation.findings()) {
                out.println(JsonText.event("finding", members(validation.name(), finding)));
            }
        }
        Map<String, Object> total = new LinkedHashMap<>();
        total.put("files", validations.size());
        total.put("errors", count(validations, Severity.ERROR));
        total.put("warnings", count(validations, Severity.WARNING));
        out.println(JsonText.event("done", total));
    }

    private static Map<String, Object> members(String file, Finding finding) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("code", finding.code());
        members.put("severity", finding.severity());
        members.put("file", file);
        members.put("line", finding.span().line());
        members.put("column", finding.span().column());
        members.put("path", finding.path().toString());
        members.put("message", finding.message());
        members.put("expected", finding.expected());
        members.put("didYouMean", finding.didYouMean());
        members.put("fix", finding.fix());
        members.put("page", finding.code().page());
        return members;
    }

    private static long count(List<UserDataValidation> validations, Severity severity) {
        return validations.stream()
                .mapToLong(validation -> validation.count(severity))
                .sum();
    }
}
