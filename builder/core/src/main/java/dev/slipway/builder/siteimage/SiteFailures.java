package dev.slipway.builder.siteimage;

import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/// What is wrong or remarkable about the sites of a build, told together.
final class SiteFailures {

    private static final int SHOWN_MAX = 20;

    private final List<String> failures = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int failed;

    void add(ProblemException failure) {
        failed++;
        if (failures.size() < SHOWN_MAX) {
            failures.add(failure.getMessage());
        }
    }

    void warn(List<String> texts) {
        warnings.addAll(texts);
    }

    /// @throws ProblemException where a site failed
    void tell(BuildListener listener, int sites) {
        if (failed > 0) {
            String more = failed > SHOWN_MAX ? "\n  and %d more".formatted(failed - SHOWN_MAX) : "";
            throw Problem.input("sites.failed", "%d of %d sites cannot be built".formatted(failed, sites))
                    .because("\n  " + String.join("\n  ", failures) + more)
                    .fix("'slipway sites validate' shows all that is wrong")
                    .exception();
        }
        warnings.stream().limit(SHOWN_MAX).forEach(listener::warning);
        if (warnings.size() > SHOWN_MAX) {
            listener.warning("and %d more: 'slipway sites validate' shows all".formatted(warnings.size() - SHOWN_MAX));
        }
    }
}
