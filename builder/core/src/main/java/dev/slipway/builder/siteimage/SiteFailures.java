package dev.slipway.builder.siteimage;

import dev.slipway.builder.installer.BuildListener;
import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import dev.slipway.builder.siteimage.SiteInput.Remark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is wrong or remarkable about the sites of a build, told together. To be used by one thread.
public final class SiteFailures {

    private static final int SHOWN_MAX = 20;

    private final List<String> failures = new ArrayList<>();
    /// By what they say: the first site of which it is true, and how many there are.
    private final Map<String, Warned> warnings = new LinkedHashMap<>();
    private int failed;

    /// A site that cannot be made.
    public void add(ProblemException failure) {
        failed++;
        if (failures.size() < SHOWN_MAX) {
            failures.add(failure.getMessage());
        }
    }

    /// What is told of a site that can.
    public void warn(List<Remark> remarks) {
        for (Remark remark : remarks) {
            warnings.merge(
                    remark.what(),
                    new Warned(remark.where(), 1),
                    (first, next) -> new Warned(first.where(), first.sites() + 1));
        }
    }

    private record Warned(String where, int sites) {
        String line(String what) {
            String others = sites == 1 ? "" : sites == 2 ? " and one more" : " and %d more".formatted(sites - 1);
            return "%s%s: %s".formatted(where, others, what);
        }
    }

    /// Tells everything.
    ///
    /// @param sites how many there are
    /// @throws ProblemException where a site failed
    public void tell(BuildListener listener, int sites) {
        if (failed > 0) {
            String more = failed > SHOWN_MAX ? "\nand %d more".formatted(failed - SHOWN_MAX) : "";
            throw Problem.input("sites.failed", "%d of %d sites cannot be built".formatted(failed, sites))
                    .because(String.join("\n", failures) + more)
                    .fix("'slipway sites validate' shows all that is wrong")
                    .exception();
        }
        warnings.entrySet().stream()
                .limit(SHOWN_MAX)
                .forEach(warning -> listener.warning(warning.getValue().line(warning.getKey())));
        if (warnings.size() > SHOWN_MAX) {
            listener.warning(
                    "and %d others: 'slipway sites validate' shows all".formatted(warnings.size() - SHOWN_MAX));
        }
    }
}
