package dev.slipway.builder.userdata.finding;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/// Short forms of validating a text.
final class Checked {

    private Checked() {}

    static UserDataValidation text(String text) {
        return text(text, ValidationContext.UNKNOWN);
    }

    static UserDataValidation text(String text, ValidationContext context) {
        return UserDataValidation.of(text.getBytes(UTF_8), "user-data", context);
    }

    /// The codes found below a header line, with their places, but for that nobody can log in.
    static List<String> codes(String body) {
        return codes(body, ValidationContext.UNKNOWN);
    }

    static List<String> codes(String body, ValidationContext context) {
        return text("#cloud-config\n" + body, context).findings().stream()
                .filter(finding -> finding.code() != FindingCode.NO_LOGIN)
                .map(finding -> "%s %d:%d"
                        .formatted(
                                finding.code().code(),
                                finding.span().line(),
                                finding.span().column()))
                .toList();
    }
}
