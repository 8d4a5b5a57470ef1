package dev.slipway.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The test makes networks of its own, which takes root and iproute2. Where it cannot, it is skipped with the reason,
/// and fails on CI (environment variable `CI`).
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresNamespaces.Condition.class)
public @interface RequiresNamespaces {

    /// Tries to make one.
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            try (NetworkNamespace tried = NetworkNamespace.create()) {
                return ConditionEvaluationResult.enabled("made network " + tried.name());
            } catch (AssertionError | RuntimeException e) {
                if (System.getenv("CI") != null) {
                    throw new AssertionError("no network of its own can be made, and CI skips nothing", e);
                }
                System.err.println("SKIPPED: no network namespace can be made here: " + e.getMessage());
                return ConditionEvaluationResult.disabled("no network namespace can be made here");
            }
        }
    }
}
