package dev.slipway.ova.inspection;

import dev.slipway.builder.problem.Problem;
import java.util.Locale;
import java.util.regex.Pattern;

/// The UUID by which vCenter knows a machine. The machine's firmware tells its guest the same bytes, but the
/// first three groups are numbers, which vCenter shows in the other byte order (SMBIOS 3.7, chapter 7.2.1).
///
/// @param digits 32 hexadecimal digits, without dashes
public record VcenterUuid(String digits) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    private static final String PREFIX = "edge-";

    /// @throws dev.slipway.builder.problem.ProblemException where it is none
    public VcenterUuid {
        if (!FORM.matcher(digits).matches()) {
            throw Problem.usage("ova.uuid", "this is no UUID of a machine")
                    .because("it has 32 hexadecimal digits, with or without dashes")
                    .exception();
        }
    }

    /// Understands it as vCenter and govc show it.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException where it is none
    public static VcenterUuid parse(String text) {
        return new VcenterUuid(text.strip().replaceAll("[- ]", "").toLowerCase(Locale.ROOT));
    }

    /// The id that the edge host of that machine has, where nothing else names it.
    public String edgeHostId() {
        return PREFIX + swapped(0, 8) + swapped(8, 12) + swapped(12, 16) + digits.substring(16);
    }

    private String swapped(int from, int to) {
        StringBuilder group = new StringBuilder();
        for (int at = to - 2; at >= from; at -= 2) {
            group.append(digits, at, at + 2);
        }
        return group.toString();
    }
}
