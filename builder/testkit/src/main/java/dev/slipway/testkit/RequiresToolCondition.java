package dev.slipway.testkit;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/// Decides for [RequiresTool].
final class RequiresToolCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> missing = AnnotationSupport.findAnnotation(context.getElement(), RequiresTool.class).stream()
                .flatMap(annotation -> Arrays.stream(annotation.value()))
                .filter(tool -> !Tool.isInstalled(tool))
                .toList();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all tools are there");
        }
        if (System.getenv("CI") != null) {
            throw new IllegalStateException("on CI every tool must be installed, but these are missing: " + missing);
        }
        System.err.println("SKIPPED " + context.getDisplayName() + ": not installed: " + missing);
        return ConditionEvaluationResult.disabled("not installed: " + missing);
    }
}
