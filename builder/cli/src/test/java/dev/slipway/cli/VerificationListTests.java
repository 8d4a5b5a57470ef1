package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.verification.ImageVerification;
import dev.slipway.builder.verification.ImageVerification.RuleOutcome;
import dev.slipway.builder.verification.ImageVerification.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationListTests {

    @Test
    void printMarksEveryRuleAndCounts() {
        ImageVerification verification = new ImageVerification(
                Path.of("a.iso"),
                List.of(
                        new RuleOutcome("gpt-backup", "The backup header is last.", Verdict.PASS, ""),
                        new RuleOutcome("one", "There is one.", Verdict.FAIL, "two"),
                        new RuleOutcome("none", "There is none.", Verdict.NOT_APPLICABLE, "no GPT")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new VerificationList(new PrintStream(bytes, true, StandardCharsets.UTF_8)).print(verification);

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("""
                pass  gpt-backup  The backup header is last.
                FAIL  one         There is one.
                                  found: two
                n/a   none        There is none.
                                  no GPT

                a.iso: 1 passed, 1 failed, 1 not applicable
                """);
    }
}
